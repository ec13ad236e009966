package org.cobnut.cashu.condition;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

import static org.cobnut.cashu.condition.ConditionRefusal.refused;

/// Reads NUT-10 secrets and fails closed: from the point where a text looks like one, every surprise is a
/// refusal.
///
/// A text that other software takes for a locked proof must never count as an ordinary secret here, else
/// anybody could spend it. So it is the opening that decides, `["P2PK"`, `["HTLC"` or `["anything",{`, and not
/// the success of parsing.
final class WellKnownSecretReader {

    static final JsonFactory JSON = JsonFactory.builder().build();

    private final JsonParser json;
    private @Nullable String nonce;
    private @Nullable String data;
    private @Nullable List<List<String>> tags;

    private WellKnownSecretReader(JsonParser json) {
        this.json = json;
    }

    static Optional<WellKnownSecret> read(String secret) {
        try (var json = JSON.createParser(ObjectReadContext.empty(), secret)) {
            var kind = kind(json);
            return kind == null ? Optional.empty() : Optional.of(new WellKnownSecretReader(json).secret(kind));
        } catch (JacksonException broken) {
            throw refused("the secret begins like a spending condition but is not valid JSON");
        }
    }

    /// @return null if this is the beginning of an ordinary secret
    private static @Nullable ConditionKind kind(JsonParser json) {
        try {
            if (json.nextToken() != JsonToken.START_ARRAY || json.nextToken() != JsonToken.VALUE_STRING) {
                return null;
            }
            for (var kind : ConditionKind.values()) {
                if (kind.name().equals(json.getString())) {
                    return kind;
                }
            }
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
        } catch (JacksonException notJson) {
            return null;
        }
        throw refused("the kind of spending condition is not known");
    }

    private WellKnownSecret secret(ConditionKind kind) {
        expect(JsonToken.START_OBJECT);
        while (json.nextToken() != JsonToken.END_OBJECT) {
            readField();
        }
        expect(JsonToken.END_ARRAY);
        if (json.nextToken() != null) {
            throw refused("text follows the spending condition");
        }
        if (nonce == null || data == null) {
            throw refused("the spending condition lacks its nonce or data");
        }
        return new WellKnownSecret(kind, nonce, data, tags == null ? List.of() : tags);
    }

    private void readField() {
        switch (json.currentName()) {
            case "nonce" -> nonce = once(nonce, nextText());
            case "data" -> data = once(data, nextText());
            case "tags" -> tags = once(tags, nextTags());
            default -> throw refused("the spending condition has a field that is not known");
        }
    }

    /// Of two equal names each reader of JSON picks the one it likes: neither is right.
    private static <T> T once(@Nullable T earlier, T value) {
        if (earlier != null) {
            throw refused("the spending condition has a field twice");
        }
        return value;
    }

    private String nextText() {
        expect(JsonToken.VALUE_STRING);
        return json.getString();
    }

    /// Some wallets write `null` where a secret has no tags.
    private List<List<String>> nextTags() {
        var read = new ArrayList<List<String>>();
        if (json.nextToken() == JsonToken.VALUE_NULL) {
            return read;
        }
        require(json.currentToken() == JsonToken.START_ARRAY);
        while (json.nextToken() != JsonToken.END_ARRAY) {
            require(json.currentToken() == JsonToken.START_ARRAY);
            read.add(tag());
        }
        return read;
    }

    private List<String> tag() {
        var tag = new ArrayList<String>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            require(json.currentToken() == JsonToken.VALUE_STRING && json.getStringLength() > 0);
            tag.add(json.getString());
        }
        require(!tag.isEmpty());
        return tag;
    }

    private void expect(JsonToken token) {
        require(json.nextToken() == token);
    }

    private static void require(boolean wellFormed) {
        if (!wellFormed) {
            throw refused("the spending condition is malformed");
        }
    }
}
