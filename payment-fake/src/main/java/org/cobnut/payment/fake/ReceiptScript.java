package org.cobnut.payment.fake;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// What the description of a request tells the fake to do with it: `{"receipts":"TWICE"}`.
record ReceiptScript(@JsonProperty("receipts") @Nullable ReceiptMode mode) {

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /// The mode that a description asks for, if it asks for one.
    static @Nullable ReceiptMode of(String description) {
        if (!description.startsWith("{")) {
            return null;
        }
        try {
            return JSON.readValue(description, ReceiptScript.class).mode();
        } catch (JacksonException _) {
            return null;
        }
    }
}
