package org.cobnut.mint.melt;

import org.cobnut.mint.payment.Processors;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Melt quotes over HTTP, for all methods alike (NUT-05).
@RestController
@RequestMapping("/v1/melt/quote/{method}")
class MeltQuoteController {

    private final Processors processors;
    private final MeltQuoting quoting;
    private final MeltQuoteBook book;

    MeltQuoteController(Processors processors, MeltQuoting quoting, MeltQuoteBook book) {
        this.processors = processors;
        this.quoting = quoting;
        this.book = book;
    }

    @PostMapping
    MeltQuoteAnswer quote(@PathVariable String method, @RequestBody MeltQuoteRequest request) {
        return book.answer(quoting.quote(processors.method(method), request));
    }

    @GetMapping("/{id}")
    MeltQuoteAnswer find(@PathVariable String method, @PathVariable String id) {
        return book.answer(book.fresh(processors.method(method), id));
    }
}
