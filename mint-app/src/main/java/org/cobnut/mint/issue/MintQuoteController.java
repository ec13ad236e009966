package org.cobnut.mint.issue;

import java.util.List;

import org.cobnut.mint.payment.Processors;
import org.cobnut.payment.PaymentMethod;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Mint quotes over HTTP, for all methods alike (NUT-04, NUT-29).
@RestController
@RequestMapping("/v1/mint/quote/{method}")
class MintQuoteController {

    private final Processors processors;
    private final MintQuoting quoting;
    private final MintQuoteBook book;
    private final IssueSettings settings;

    MintQuoteController(Processors processors, MintQuoting quoting, MintQuoteBook book, IssueSettings settings) {
        this.processors = processors;
        this.quoting = quoting;
        this.book = book;
        this.settings = settings;
    }

    /// `POST …/check` (NUT-29).
    record CheckRequest(List<String> quotes) {}

    @PostMapping
    MintQuoteAnswer quote(@PathVariable String method, @RequestBody MintQuoteRequest request) {
        return MintQuoteAnswer.of(quoting.quote(method(method), request));
    }

    @GetMapping("/{id}")
    MintQuoteAnswer find(@PathVariable String method, @PathVariable String id) {
        return MintQuoteAnswer.of(book.fresh(method(method), List.of(id)).getFirst());
    }

    @PostMapping("/check")
    List<MintQuoteAnswer> check(@PathVariable String method, @RequestBody CheckRequest request) {
        var known = method(method);
        settings.checkBatch(request.quotes());
        return book.fresh(known, request.quotes()).stream()
                .map(MintQuoteAnswer::of)
                .toList();
    }

    private PaymentMethod method(String name) {
        return processors.method(name);
    }
}
