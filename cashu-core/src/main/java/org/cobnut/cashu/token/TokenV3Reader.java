package org.cobnut.cashu.token;

import java.util.ArrayList;
import java.util.LinkedHashSet;

import org.cobnut.cashu.KeysetId;
import org.cobnut.cashu.Proof;
import org.cobnut.cashu.Unit;
import org.cobnut.cashu.crypto.Curve;
import org.cobnut.cashu.crypto.ProofDleq;
import org.cobnut.cashu.crypto.Scalar;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads the JSON of version 3, which nobody should write any more. It could hold proofs of several mints;
/// those tokens are refused, since hardly anybody ever made one.
final class TokenV3Reader {

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES) // tokens come from anybody
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .build();

    private TokenV3Reader() {}

    static Token read(byte[] json) {
        var token = tree(json);
        var mints = new LinkedHashSet<String>();
        var proofs = new ArrayList<Proof>();
        for (var entry : TokenNodes.array(token, "token")) {
            mints.add(TokenNodes.text(entry, "mint"));
            TokenNodes.array(entry, "proofs").forEach(proof -> proofs.add(proof(proof)));
        }
        if (mints.size() != 1) {
            throw new IllegalArgumentException("the token is not of exactly one mint");
        }
        return new Token(mints.getFirst(), unit(token), TokenNodes.optionalText(token, "memo"), proofs);
    }

    private static JsonNode tree(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (JacksonException _) {
            throw new IllegalArgumentException("the token is not JSON");
        }
    }

    /// The first tokens knew no other unit.
    private static Unit unit(JsonNode token) {
        var unit = TokenNodes.optionalText(token, "unit");
        return unit == null ? Unit.SAT : new Unit(unit);
    }

    private static Proof proof(JsonNode proof) {
        return new Proof(
                TokenNodes.amount(proof, "amount"),
                new KeysetId(TokenNodes.text(proof, "id")),
                TokenNodes.text(proof, "secret"),
                Curve.preferred().point(TokenNodes.text(proof, "C")),
                TokenNodes.optionalText(proof, "witness"),
                dleq(TokenNodes.optional(proof, "dleq")));
    }

    /// Without the blinding factor, as some wallets wrote it, a receiver cannot check anything.
    private static @Nullable ProofDleq dleq(@Nullable JsonNode dleq) {
        if (dleq == null || TokenNodes.optional(dleq, "r") == null) {
            return null;
        }
        return new ProofDleq(scalar(dleq, "e"), scalar(dleq, "s"), scalar(dleq, "r"));
    }

    private static Scalar scalar(JsonNode map, String name) {
        return Scalar.of(TokenNodes.text(map, name));
    }
}
