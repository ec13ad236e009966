package org.cobnut.mint.info;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// NUT-06 for wallets.
@RestController
class InfoController {

    private final MintInfo info;

    InfoController(MintInfo info) {
        this.info = info;
    }

    @GetMapping("/v1/info")
    MintInfo.Document info() {
        return info.document();
    }
}
