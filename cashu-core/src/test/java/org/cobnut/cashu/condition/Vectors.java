package org.cobnut.cashu.condition;

import java.util.ArrayList;
import java.util.List;

import org.cobnut.cashu.Amount;
import org.cobnut.cashu.BlindedMessage;
import org.cobnut.cashu.KeysetId;
import org.cobnut.cashu.Proof;
import org.cobnut.cashu.crypto.Curve;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads the NUTs' own examples from the test resources.
final class Vectors {

    private Vectors() {}

    static List<JsonNode> cases(String resource) {
        var all = new ArrayList<JsonNode>();
        var stream = Vectors.class.getResourceAsStream("/" + resource);
        JsonMapper.shared().readTree(stream).get("cases").forEach(all::add);
        return all;
    }

    static List<JsonNode> cases(String resource, String type) {
        return cases(resource).stream()
                .filter(vector -> vector.get("type").stringValue().equals(type))
                .toList();
    }

    static List<Proof> inputs(JsonNode request) {
        var inputs = new ArrayList<Proof>();
        request.get("inputs").forEach(input -> inputs.add(proof(input)));
        return inputs;
    }

    static List<BlindedMessage> outputs(JsonNode request) {
        var outputs = new ArrayList<BlindedMessage>();
        for (var output : request.get("outputs")) {
            outputs.add(new BlindedMessage(
                    Amount.of(output.get("amount").longValue()),
                    KeysetId.parse(output.get("id").stringValue()),
                    Curve.preferred().point(output.get("B_").stringValue())));
        }
        return outputs;
    }

    static @Nullable String quote(JsonNode request) {
        var quote = request.get("quote");
        return quote == null ? null : quote.stringValue();
    }

    static Proof proof(JsonNode proof) {
        var witness = proof.get("witness");
        return new Proof(
                Amount.of(proof.get("amount").longValue()),
                KeysetId.parse(proof.get("id").stringValue()),
                proof.get("secret").stringValue(),
                Curve.preferred().point(proof.get("C").stringValue()),
                witness == null ? null : witness.stringValue(),
                null);
    }
}
