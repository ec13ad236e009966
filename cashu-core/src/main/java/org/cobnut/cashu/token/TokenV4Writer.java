package org.cobnut.cashu.token;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.cobnut.cashu.KeysetId;
import org.cobnut.cashu.Proof;
import org.cobnut.cashu.crypto.ProofDleq;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.dataformat.cbor.CBORFactory;

/// Writes the CBOR of version 4 in the order of NUT-00's examples and with lengths given in advance, so that
/// equal tokens are equal bytes.
final class TokenV4Writer {

    private static final CBORFactory CBOR = new CBORFactory();

    private final JsonGenerator cbor;

    private TokenV4Writer(JsonGenerator cbor) {
        this.cbor = cbor;
    }

    static byte[] write(Token token) {
        var bytes = new ByteArrayOutputStream();
        try (var cbor = CBOR.createGenerator(ObjectWriteContext.empty(), bytes)) {
            new TokenV4Writer(cbor).writeToken(token);
        }
        return bytes.toByteArray();
    }

    private void writeToken(Token token) {
        writeMap(3, token.memo());
        writeGroups(byKeyset(token.proofs()));
        if (token.memo() != null) {
            writeText("d", token.memo());
        }
        writeText("m", token.mint());
        writeText("u", token.unit().name());
        cbor.writeEndObject();
    }

    private static Map<KeysetId, List<Proof>> byKeyset(List<Proof> proofs) {
        var groups = new LinkedHashMap<KeysetId, List<Proof>>();
        for (var proof : proofs) {
            groups.computeIfAbsent(proof.keysetId(), _ -> new ArrayList<>()).add(proof);
        }
        return groups;
    }

    /// Ids are abbreviated, unless two of this token would become the same.
    private void writeGroups(Map<KeysetId, List<Proof>> groups) {
        boolean isUnambiguous =
                groups.keySet().stream().map(KeysetId::abbreviated).distinct().count() == groups.size();
        cbor.writeName("t").writeStartArray(null, groups.size());
        groups.forEach((keyset, proofs) -> {
            writeMap(2);
            cbor.writeBinaryProperty("i", (isUnambiguous ? keyset.abbreviated() : keyset).bytes());
            cbor.writeName("p").writeStartArray(null, proofs.size());
            proofs.forEach(this::writeProof);
            cbor.writeEndArray().writeEndObject();
        });
        cbor.writeEndArray();
    }

    private void writeProof(Proof proof) {
        writeMap(3, proof.dleq(), proof.witness());
        cbor.writeName("a").writeNumber(proof.amount().toLongExact());
        writeText("s", proof.secret());
        cbor.writeBinaryProperty("c", proof.signature().compressed());
        if (proof.dleq() != null) {
            writeDleq(proof.dleq());
        }
        if (proof.witness() != null) {
            writeText("w", proof.witness());
        }
        cbor.writeEndObject();
    }

    private void writeDleq(ProofDleq dleq) {
        cbor.writeName("d");
        writeMap(3);
        cbor.writeBinaryProperty("e", dleq.e().bytes());
        cbor.writeBinaryProperty("s", dleq.s().bytes());
        cbor.writeBinaryProperty("r", dleq.r().bytes());
        cbor.writeEndObject();
    }

    private void writeMap(int always, @Nullable Object... optional) {
        long present = Stream.of(optional).filter(value -> value != null).count();
        cbor.writeStartObject(null, always + (int) present);
    }

    private void writeText(String name, String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        cbor.writeName(name).writeUTF8String(bytes, 0, bytes.length);
    }
}
