package org.cobnut.cashu.token;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

import org.cobnut.cashu.KeysetId;
import org.cobnut.cashu.Proof;
import org.cobnut.cashu.Unit;
import org.cobnut.cashu.crypto.Curve;
import org.cobnut.cashu.crypto.Point;
import org.cobnut.cashu.crypto.ProofDleq;
import org.cobnut.cashu.crypto.Scalar;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.cbor.CBORFactory;
import tools.jackson.dataformat.cbor.CBORMapper;

/// Reads the CBOR of version 4: `t` groups of a keyset `i` and its proofs `p`, `m` mint, `u` unit, `d` memo.
final class TokenV4Reader {

    private static final CBORMapper CBOR = CBORMapper.builder(CBORFactory.builder()
                    .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES) // tokens come from anybody
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .build();

    private TokenV4Reader() {}

    static Token read(byte[] cbor) {
        var token = tree(cbor);
        var proofs = new ArrayList<Proof>();
        for (var group : TokenNodes.array(token, "t")) {
            proofs.addAll(proofs(group));
        }
        return new Token(
                TokenNodes.text(token, "m"),
                new Unit(TokenNodes.text(token, "u")),
                TokenNodes.optionalText(token, "d"),
                proofs);
    }

    private static JsonNode tree(byte[] cbor) {
        try {
            return CBOR.readTree(cbor);
        } catch (JacksonException _) {
            throw new IllegalArgumentException("the token is not CBOR");
        }
    }

    private static List<Proof> proofs(JsonNode group) {
        var keyset = KeysetId.of(TokenNodes.bytes(group, "i"));
        var proofs = new ArrayList<Proof>();
        for (var proof : TokenNodes.array(group, "p")) {
            proofs.add(new Proof(
                    TokenNodes.amount(proof, "a"),
                    keyset,
                    TokenNodes.text(proof, "s"),
                    point(proof, "c"),
                    TokenNodes.optionalText(proof, "w"),
                    dleq(TokenNodes.optional(proof, "d"))));
        }
        return proofs;
    }

    private static @Nullable ProofDleq dleq(@Nullable JsonNode dleq) {
        return dleq == null ? null : new ProofDleq(scalar(dleq, "e"), scalar(dleq, "s"), scalar(dleq, "r"));
    }

    /// By way of the digits, since these are of compressed points only.
    private static Point point(JsonNode map, String name) {
        return Curve.preferred().point(HexFormat.of().formatHex(TokenNodes.bytes(map, name)));
    }

    private static Scalar scalar(JsonNode map, String name) {
        return Scalar.of(TokenNodes.bytes(map, name));
    }
}
