package org.cobnut.mint.melt;

import java.util.Map;

import org.cobnut.payment.OutgoingOptions;
import org.cobnut.payment.PaymentMethod;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The columns `request` and `options` of `melt_quote`, in CDK's form, so that its tools can read ours and
/// we its rows.
final class StoredRequest {

    private static final JsonMapper JSON = new JsonMapper();

    private StoredRequest() {}

    static String write(PaymentMethod method, String request) {
        if (!method.equals(PaymentMethod.BOLT11)) {
            throw new IllegalArgumentException("no stored form for " + method);
        }
        return JSON.writeValueAsString(Map.of("Bolt11", Map.of("bolt11", request)));
    }

    /// The text that is paid: the one text inside, whatever the method. Old rows hold it as it is.
    static String read(String stored) {
        return stored.startsWith("{") ? firstText(JSON.readTree(stored), stored) : stored;
    }

    private static String firstText(JsonNode node, String otherwise) {
        for (var child : node.values()) {
            if (child.isString()) {
                return child.stringValue();
            }
            if (child.isObject()) {
                return firstText(child, otherwise);
            }
        }
        return otherwise;
    }

    static @Nullable String writePart(OutgoingOptions.@Nullable Part part) {
        return switch (part) {
            case null -> null;
            case OutgoingOptions.Mpp(long amountMsat) ->
                JSON.writeValueAsString(Map.of("mpp", Map.of("amount", amountMsat)));
            case OutgoingOptions.Amountless(long amountMsat) ->
                JSON.writeValueAsString(Map.of("amountless", Map.of("amount_msat", amountMsat)));
        };
    }

    static OutgoingOptions.@Nullable Part readPart(@Nullable String stored) {
        if (stored == null) {
            return null;
        }
        var options = JSON.readTree(stored);
        if (options.has("mpp")) {
            return new OutgoingOptions.Mpp(options.get("mpp").get("amount").longValue());
        }
        return options.has("amountless")
                ? new OutgoingOptions.Amountless(
                        options.get("amountless").get("amount_msat").longValue())
                : null;
    }
}
