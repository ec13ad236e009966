package org.cobnut.wallet.client;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.cobnut.cashu.BlindSignature;
import org.cobnut.cashu.BlindedMessage;
import org.cobnut.cashu.Proof;
import org.cobnut.cashu.crypto.Point;
import tools.jackson.databind.JsonNode;

/// The wrappings of requests and answers that go no further than [MintClient].
final class WireForms {

    private WireForms() {}

    record Keysets(List<JsonNode> keysets) {}

    record Swap(List<Proof> inputs, List<BlindedMessage> outputs) {}

    record Outputs(List<BlindedMessage> outputs) {}

    record Signatures(List<BlindSignature> signatures) {}

    record Quotes(List<String> quotes) {}

    record Ys(@JsonProperty("Ys") List<Point> ys) {}

    record States(List<ProofStatus> states) {}
}
