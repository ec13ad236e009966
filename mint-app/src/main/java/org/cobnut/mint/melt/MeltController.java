package org.cobnut.mint.melt;

import java.util.List;
import java.util.Locale;

import org.cobnut.mint.payment.Processors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/// Melting over HTTP, for all methods alike (NUT-05).
@RestController
class MeltController {

    private final Processors processors;
    private final Melt melt;

    MeltController(Processors processors, Melt melt) {
        this.processors = processors;
        this.melt = melt;
    }

    @PostMapping("/v1/melt/{method}")
    MeltQuoteAnswer melt(
            @PathVariable String method,
            @RequestHeader(name = "Prefer", required = false) @Nullable List<String> prefer,
            @RequestBody MeltRequest request) {
        boolean isAsync = request.isAsyncPreferred() || prefersAsync(prefer);
        return melt.execute(processors.method(method), request, isAsync);
    }

    /// What older wallets send instead of `prefer_async` (RFC 7240).
    private static boolean prefersAsync(@Nullable List<String> prefer) {
        return prefer != null
                && prefer.stream()
                        .anyMatch(value -> value.toLowerCase(Locale.ROOT).contains("respond-async"));
    }
}
