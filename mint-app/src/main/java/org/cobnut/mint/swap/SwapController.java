package org.cobnut.mint.swap;

import java.util.List;

import org.cobnut.cashu.BlindSignature;
import org.cobnut.cashu.BlindedMessage;
import org.cobnut.cashu.Proof;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/// `POST /v1/swap`.
@RestController
class SwapController {

    private final Swap swap;

    SwapController(Swap swap) {
        this.swap = swap;
    }

    @PostMapping("/v1/swap")
    SwapResponse swap(@RequestBody SwapRequest request) {
        return new SwapResponse(swap.execute(request.inputs(), request.outputs()));
    }

    record SwapRequest(List<Proof> inputs, List<BlindedMessage> outputs) {}

    record SwapResponse(List<BlindSignature> signatures) {}
}
