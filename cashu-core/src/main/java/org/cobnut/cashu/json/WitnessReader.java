package org.cobnut.cashu.json;

import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;

/// Reads a witness (NUT-11): a string as it is, and an object, which some wallets send, as the text of that object.
final class WitnessReader extends StdDeserializer<String> {

    WitnessReader() {
        super(String.class);
    }

    @Override
    public String deserialize(JsonParser parser, DeserializationContext context) {
        return switch (parser.currentToken()) {
            case VALUE_STRING -> parser.getString();
            case START_OBJECT -> context.readTree(parser).toString();
            default -> throw new RefusedValueException(parser, String.class, "neither a string nor an object");
        };
    }
}
