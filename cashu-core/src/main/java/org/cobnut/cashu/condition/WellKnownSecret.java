package org.cobnut.cashu.condition;

import java.io.StringWriter;
import java.util.List;
import java.util.Optional;

import tools.jackson.core.ObjectWriteContext;

/// NUT-10: a secret of the form `[kind, {"nonce": …, "data": …, "tags": [[…], …]}]`.
///
/// It is read to learn the condition only. What is hashed and signed is always the text that was received.
///
/// @param kind the sort of condition
/// @param nonce what makes the secret unique
/// @param data the key or the hash that the proof is locked to
/// @param tags further terms, each a name and its values; none of the strings is empty
public record WellKnownSecret(ConditionKind kind, String nonce, String data, List<List<String>> tags) {

    /// Copies the tags.
    public WellKnownSecret {
        tags = tags.stream().map(List::copyOf).toList();
    }

    /// Reads the text of a secret.
    ///
    /// @return empty if the secret is an ordinary one, which anybody who knows it may spend
    /// @throws org.cobnut.cashu.CashuException if it has the form of NUT-10, or begins like it, but cannot be
    /// understood
    public static Optional<WellKnownSecret> parse(String secret) {
        return isOrdinary(secret) ? Optional.empty() : WellKnownSecretReader.read(secret);
    }

    /// The text of this secret, to be used in a new proof.
    public String json() {
        var text = new StringWriter();
        try (var json = WellKnownSecretReader.JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartArray().writeString(kind.name()).writeStartObject();
            json.writeStringProperty("nonce", nonce).writeStringProperty("data", data);
            json.writeName("tags").writeStartArray();
            for (var tag : tags) {
                json.writeStartArray();
                tag.forEach(json::writeString);
                json.writeEndArray();
            }
            json.writeEndArray().writeEndObject().writeEndArray();
        }
        return text.toString();
    }

    /// Is `other` under the very same condition? NUT-11 asks this of all inputs as soon as one is SIG_ALL.
    boolean hasSameTermsAs(WellKnownSecret other) {
        return kind == other.kind && data.equals(other.data) && tags.equals(other.tags);
    }

    /// Hides the nonce and with it the secret.
    @Override
    public String toString() {
        return "WellKnownSecret[" + kind + "]";
    }

    /// Decides by the first character that counts, so that the usual random secret costs nothing.
    private static boolean isOrdinary(String secret) {
        int at = 0;
        while (at < secret.length() && isJsonSpace(secret.charAt(at))) {
            at++;
        }
        return at == secret.length() || secret.charAt(at) != '[';
    }

    private static boolean isJsonSpace(char character) {
        return character == ' ' || character == '\t' || character == '\n' || character == '\r';
    }
}
