package org.cobnut.mint.keyset;

import java.util.List;

import org.cobnut.cashu.CashuException;
import org.cobnut.cashu.ErrorCode;
import org.cobnut.cashu.Keyset;
import org.cobnut.cashu.KeysetId;
import org.cobnut.cashu.KeysetInfo;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// NUT-01 and NUT-02 for wallets.
@RestController
class KeysetController {

    private final Keysets keysets;

    KeysetController(Keysets keysets) {
        this.keysets = keysets;
    }

    @GetMapping("/v1/keys")
    Keys active() {
        return new Keys(keysets.all().stream().filter(Keyset::active).toList());
    }

    @GetMapping("/v1/keys/{id}")
    Keys one(@PathVariable String id) {
        return new Keys(List.of(keysets.get(parse(id))));
    }

    @GetMapping("/v1/keysets")
    Infos all() {
        return new Infos(keysets.keysets());
    }

    /// What is no keyset's id at all is none of ours either.
    private static KeysetId parse(String id) {
        try {
            return KeysetId.parse(id);
        } catch (IllegalArgumentException _) {
            throw new CashuException(ErrorCode.KEYSET_UNKNOWN);
        }
    }

    /// Keysets with their keys.
    record Keys(List<Keyset> keysets) {}

    /// Keysets without their keys.
    record Infos(List<KeysetInfo> keysets) {}
}
