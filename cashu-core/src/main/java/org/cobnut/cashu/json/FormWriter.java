package org.cobnut.cashu.json;

import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ser.std.StdSerializer;

/// Writes a value as the JSON of another record, its form.
final class FormWriter<T, F> extends StdSerializer<T> {

    @FunctionalInterface
    interface Writing<T, F> {
        F write(T value);
    }

    private final Writing<T, F> writing;

    FormWriter(Class<T> type, Writing<T, F> writing) {
        super(type);
        this.writing = writing;
    }

    @Override
    public void serialize(T value, JsonGenerator generator, SerializationContext context) {
        context.writeValue(generator, writing.write(value));
    }
}
