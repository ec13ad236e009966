package org.cobnut.cashu.json;

import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;

/// Reads a value whose JSON is that of another record, its form.
final class FormReader<F, T> extends StdDeserializer<T> {

    @FunctionalInterface
    interface Reading<F, T> {
        T read(F form);
    }

    private final Class<F> form;
    private final Reading<F, T> reading;

    FormReader(Class<T> type, Class<F> form, Reading<F, T> reading) {
        super(type);
        this.form = form;
        this.reading = reading;
    }

    @Override
    public T deserialize(JsonParser parser, DeserializationContext context) {
        try {
            return reading.read(context.readValue(parser, form));
        } catch (IllegalArgumentException e) {
            throw new RefusedValueException(parser, handledType(), String.valueOf(e.getMessage()));
        }
    }
}
