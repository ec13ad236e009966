package org.cobnut.mint.issue;

import java.util.List;

import org.cobnut.cashu.BlindSignature;
import org.cobnut.mint.payment.Processors;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/// Minting over HTTP, for all methods alike (NUT-04, NUT-29).
@RestController
class MintController {

    private final Processors processors;
    private final Issue issue;

    MintController(Processors processors, Issue issue) {
        this.processors = processors;
        this.issue = issue;
    }

    /// One signature for each output, in their order.
    record Answer(List<BlindSignature> signatures) {}

    @PostMapping("/v1/mint/{method}")
    Answer mint(@PathVariable String method, @RequestBody MintRequest.Single request) {
        return new Answer(issue.mint(processors.method(method), request));
    }

    @PostMapping("/v1/mint/{method}/batch")
    Answer mint(@PathVariable String method, @RequestBody MintRequest.Batch request) {
        return new Answer(issue.mint(processors.method(method), request));
    }
}
