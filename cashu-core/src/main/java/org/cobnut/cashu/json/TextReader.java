package org.cobnut.cashu.json;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;

/// Reads a value from a JSON string; no other kind of JSON value is taken for one.
final class TextReader<T> extends StdScalarDeserializer<T> {

    /// Makes a value of text, or throws [IllegalArgumentException] with a message that does not repeat the text.
    @FunctionalInterface
    interface Parsing<T> {
        T parse(String text);
    }

    private final Parsing<T> parsing;

    TextReader(Class<T> type, Parsing<T> parsing) {
        super(type);
        this.parsing = parsing;
    }

    @Override
    public T deserialize(JsonParser parser, DeserializationContext context) {
        if (!parser.hasToken(JsonToken.VALUE_STRING)) {
            throw new RefusedValueException(parser, handledType(), "not a string");
        }
        try {
            return parsing.parse(parser.getString());
        } catch (IllegalArgumentException e) {
            throw new RefusedValueException(parser, handledType(), String.valueOf(e.getMessage()));
        }
    }
}
