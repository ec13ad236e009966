package org.cobnut.mint.subscription;

import java.util.ArrayList;
import java.util.List;

import org.cobnut.mint.http.JsonText;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.util.RawValue;

/// JSON-RPC 2.0 as far as NUT-17 uses it.
@Component
class JsonRpc {

    static final int PARSE_ERROR = -32700;
    static final int INVALID_REQUEST = -32600;
    static final int METHOD_NOT_FOUND = -32601;
    static final int INVALID_PARAMS = -32602;
    static final int INTERNAL_ERROR = -32603;

    private static final int MAX_ID_LENGTH = 128;

    private final JsonMapper mapper;

    JsonRpc(JsonMapper mapper) {
        this.mapper = mapper;
    }

    /// A request whose outer form is right.
    ///
    /// @param id to be repeated in the answer
    record Request(JsonNode id, String method, JsonNode params) {

        /// A member of `params` that has to be text of 1 to `maxLength` characters.
        String text(String name, int maxLength) throws Refused {
            var text = params.get(name);
            if (text == null || !text.isString()) {
                throw invalid(name + " is missing or not a string");
            }
            if (text.asString().isEmpty() || text.asString().length() > maxLength) {
                throw invalid(name + " has 1 to " + maxLength + " characters");
            }
            return text.asString();
        }

        /// A member of `params` that has to be an array of 1 to `maxLength` texts.
        List<String> texts(String name, int maxLength) throws Refused {
            var array = params.get(name);
            if (array == null || !array.isArray() || array.isEmpty() || array.size() > maxLength) {
                throw invalid(name + " is an array of 1 to " + maxLength + " strings");
            }
            var texts = new ArrayList<String>(array.size());
            for (var element : array) {
                if (!element.isString()) {
                    throw invalid(name + " holds strings only");
                }
                texts.add(element.asString());
            }
            return texts;
        }

        Refused invalid(String message) {
            return new Refused(id, INVALID_PARAMS, message);
        }
    }

    /// An error to be answered.
    static final class Refused extends Exception {

        private static final long serialVersionUID = 1L;

        // Nothing is serialized; a node of JSON could be.
        private final transient JsonNode id;
        private final int code;

        Refused(JsonNode id, int code, String message) {
            super(message, null, false, false);
            this.id = id;
            this.code = code;
        }
    }

    /// @throws Refused with one of the codes -32700 and -32600
    Request parse(String text) throws Refused {
        var frame = tree(text);
        var id = id(frame);
        if (id == null) {
            throw new Refused(NullNode.getInstance(), INVALID_REQUEST, "a request has an id, a string or an integer");
        }
        var method = frame.get("method");
        var version = frame.get("jsonrpc");
        if (version == null || !"2.0".equals(version.asString("")) || method == null || !method.isString()) {
            throw new Refused(id, INVALID_REQUEST, "not a request of JSON-RPC 2.0");
        }
        var params = frame.get("params");
        if (params == null || !params.isObject()) {
            throw new Refused(id, INVALID_PARAMS, "params is an object");
        }
        return new Request(id, method.asString(), params);
    }

    private JsonNode tree(String text) throws Refused {
        try {
            if (JsonText.isSound(text)) {
                return mapper.readTree(text);
            }
        } catch (JacksonException _) {
            // said below
        }
        throw new Refused(NullNode.getInstance(), PARSE_ERROR, "malformed JSON");
    }

    private static @Nullable JsonNode id(JsonNode frame) {
        var id = frame.get("id");
        boolean isText = id != null && id.isString() && id.asString().length() <= MAX_ID_LENGTH;
        return isText || (id != null && id.isIntegralNumber()) ? id : null;
    }

    String accepted(Request request, String subId) {
        var answer = mapper.createObjectNode().put("jsonrpc", "2.0");
        answer.putObject("result").put("status", "OK").put("subId", subId);
        return answer.set("id", request.id()).toString();
    }

    String refused(Refused refusal) {
        var answer = mapper.createObjectNode().put("jsonrpc", "2.0");
        answer.putObject("error").put("code", refusal.code).put("message", refusal.getMessage());
        return answer.set("id", refusal.id).toString();
    }

    /// @param payload JSON
    String notification(String subId, String payload) {
        var message = mapper.createObjectNode().put("jsonrpc", "2.0").put("method", "subscribe");
        message.putObject("params").put("subId", subId).putRawValue("payload", new RawValue(payload));
        return mapper.writeValueAsString(message);
    }
}
