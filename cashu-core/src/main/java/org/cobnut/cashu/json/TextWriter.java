package org.cobnut.cashu.json;

import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ser.std.StdScalarSerializer;

/// Writes a value as a JSON string.
final class TextWriter<T> extends StdScalarSerializer<T> {

    @FunctionalInterface
    interface Formatting<T> {
        String format(T value);
    }

    private final Formatting<T> formatting;

    TextWriter(Class<T> type, Formatting<T> formatting) {
        super(type);
        this.formatting = formatting;
    }

    @Override
    public void serialize(T value, JsonGenerator generator, SerializationContext context) {
        generator.writeString(formatting.format(value));
    }
}
