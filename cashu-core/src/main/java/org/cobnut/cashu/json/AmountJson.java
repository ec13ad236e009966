package org.cobnut.cashu.json;

import java.math.BigInteger;

import org.cobnut.cashu.Amount;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.KeyDeserializer;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.ser.std.StdScalarSerializer;

/// Amounts in JSON: integers as values, decimal digits as the names of a keyset's keys.
final class AmountJson {

    private AmountJson() {}

    /// Takes integers only: a number with a point or an exponent is another kind of token, and a sign does not parse.
    static final class Reader extends StdScalarDeserializer<Amount> {

        Reader() {
            super(Amount.class);
        }

        @Override
        public Amount deserialize(JsonParser parser, DeserializationContext context) {
            if (!parser.hasToken(JsonToken.VALUE_NUMBER_INT)) {
                throw new RefusedValueException(parser, Amount.class, "not an integer");
            }
            try {
                return Amount.parse(parser.getString());
            } catch (IllegalArgumentException e) {
                throw new RefusedValueException(parser, Amount.class, String.valueOf(e.getMessage()));
            }
        }
    }

    static final class Writer extends StdScalarSerializer<Amount> {

        Writer() {
            super(Amount.class);
        }

        @Override
        public void serialize(Amount amount, JsonGenerator generator, SerializationContext context) {
            if (amount.value() >= 0) {
                generator.writeNumber(amount.value());
            } else {
                generator.writeNumber(new BigInteger(amount.toString()));
            }
        }
    }

    static final class KeyReader extends KeyDeserializer {

        @Override
        public Amount deserializeKey(String key, DeserializationContext context) {
            try {
                return Amount.parse(key);
            } catch (IllegalArgumentException e) {
                throw new RefusedValueException(context.getParser(), Amount.class, String.valueOf(e.getMessage()));
            }
        }
    }

    static final class KeyWriter extends StdScalarSerializer<Amount> {

        KeyWriter() {
            super(Amount.class);
        }

        @Override
        public void serialize(Amount amount, JsonGenerator generator, SerializationContext context) {
            generator.writeName(amount.toString());
        }
    }
}
