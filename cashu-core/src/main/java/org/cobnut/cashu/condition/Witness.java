package org.cobnut.cashu.condition;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;

import static org.cobnut.cashu.condition.ConditionRefusal.refused;

/// NUT-11 and NUT-14: what a spender shows, `{"preimage": …, "signatures": […]}`.
///
/// @param preimage 64 hex digits; null if none is shown
/// @param signatures BIP-340 signatures in hex; those that are no signatures at all merely do not count
public record Witness(@Nullable String preimage, List<String> signatures) {

    /// Nothing is shown.
    public static final Witness NONE = new Witness(null, List.of());

    private static final Pattern PREIMAGE = Pattern.compile("[0-9a-fA-F]{64}");

    /// @throws IllegalArgumentException if the preimage is not of 32 bytes
    public Witness {
        signatures = List.copyOf(signatures);
        if (preimage != null && !PREIMAGE.matcher(preimage).matches()) {
            throw new IllegalArgumentException("a preimage is 64 hex digits");
        }
    }

    /// Reads the witness of a proof; null is [#NONE].
    ///
    /// @throws org.cobnut.cashu.CashuException if it is malformed
    public static Witness parse(@Nullable String text) {
        if (text == null) {
            return NONE;
        }
        try (var json = WellKnownSecretReader.JSON.createParser(ObjectReadContext.empty(), text)) {
            return read(json);
        } catch (JacksonException | IllegalArgumentException malformed) {
            throw refused("the witness is malformed");
        }
    }

    /// The text that goes into a proof.
    public String json() {
        var text = new StringWriter();
        try (var json = WellKnownSecretReader.JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            if (preimage != null) {
                json.writeStringProperty("preimage", preimage);
            }
            json.writeName("signatures").writeStartArray();
            signatures.forEach(json::writeString);
            json.writeEndArray().writeEndObject();
        }
        return text.toString();
    }

    /// Hides what was shown.
    @Override
    public String toString() {
        return "Witness[" + signatures.size() + " signatures]";
    }

    private static Witness read(JsonParser json) {
        String preimage = null;
        List<String> signatures = null;
        require(json.nextToken() == JsonToken.START_OBJECT);
        while (json.nextToken() != JsonToken.END_OBJECT) {
            var name = json.currentName();
            json.nextToken();
            switch (name) {
                case "preimage" -> {
                    require(preimage == null);
                    preimage = preimage(json);
                }
                case "signatures" -> {
                    require(signatures == null);
                    signatures = signatures(json);
                }
                default -> json.skipChildren();
            }
        }
        require(json.nextToken() == null);
        return new Witness(
                preimage == null || preimage.isEmpty() ? null : preimage, signatures == null ? List.of() : signatures);
    }

    /// Wallets on the refund path write null or no digits at all.
    private static String preimage(JsonParser json) {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return "";
        }
        require(json.currentToken() == JsonToken.VALUE_STRING);
        return json.getString();
    }

    private static List<String> signatures(JsonParser json) {
        var read = new ArrayList<String>();
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return read;
        }
        require(json.currentToken() == JsonToken.START_ARRAY);
        while (json.nextToken() != JsonToken.END_ARRAY) {
            require(json.currentToken() == JsonToken.VALUE_STRING);
            read.add(json.getString());
        }
        return read;
    }

    private static void require(boolean wellFormed) {
        if (!wellFormed) {
            throw new IllegalArgumentException("malformed");
        }
    }
}
