package org.cobnut.cashu.token;

import org.cobnut.cashu.Amount;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Takes tokens apart, each value in exactly the type that NUT-00 gives it. Both versions are trees, of JSON
/// and CBOR.
final class TokenNodes {

    private TokenNodes() {}

    /// The value of `name`, or null if it is absent or null.
    static @Nullable JsonNode optional(JsonNode map, String name) {
        var node = map.get(name);
        return node == null || node.isNull() ? null : node;
    }

    static JsonNode required(JsonNode map, String name) {
        var node = optional(map, name);
        if (node == null) {
            throw new IllegalArgumentException("the token lacks the field " + name);
        }
        return node;
    }

    static JsonNode array(JsonNode map, String name) {
        var node = required(map, name);
        require(node.isArray(), name);
        return node;
    }

    static String text(JsonNode map, String name) {
        var node = required(map, name);
        require(node.isString(), name);
        return node.stringValue();
    }

    static @Nullable String optionalText(JsonNode map, String name) {
        return optional(map, name) == null ? null : text(map, name);
    }

    static byte[] bytes(JsonNode map, String name) {
        var node = required(map, name);
        require(node.isBinary(), name);
        return node.binaryValue();
    }

    static Amount amount(JsonNode map, String name) {
        var node = required(map, name);
        require(node.isIntegralNumber(), name);
        return Amount.parse(node.bigIntegerValue().toString());
    }

    private static void require(boolean isRightType, String name) {
        if (!isRightType) {
            throw new IllegalArgumentException("the token has a wrong type of field " + name);
        }
    }
}
