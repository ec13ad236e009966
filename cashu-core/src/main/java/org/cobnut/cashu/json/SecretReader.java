package org.cobnut.cashu.json;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;

/// Reads a secret, which is text: left alone, Jackson would also take a number or a truth value and make text of it.
final class SecretReader extends StdScalarDeserializer<String> {

    SecretReader() {
        super(String.class);
    }

    @Override
    public String deserialize(JsonParser parser, DeserializationContext context) {
        if (!parser.hasToken(JsonToken.VALUE_STRING)) {
            throw new RefusedValueException(parser, String.class, "not a string");
        }
        return parser.getString();
    }
}
