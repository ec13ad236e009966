package org.cobnut.cashu.json;

import java.util.List;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.InvalidNullException;

/// What may be said to the sender of JSON that could not be read.
public final class MalformedJson {

    private MalformedJson() {}

    /// One line that names the place, such as `inputs[0].C: not a point of secp256k1`, and repeats nothing of what was
    /// sent but the names of fields that were asked for.
    public static String detail(JacksonException failure) {
        var place = place(failure.getPath());
        return place.isEmpty() ? reason(failure) : place + ": " + reason(failure);
    }

    private static String reason(JacksonException failure) {
        return switch (failure) {
            case RefusedValueException refused -> refused.getOriginalMessage();
            case InvalidNullException _ -> "must not be null";
            case JacksonException _ -> "missing or malformed";
        };
    }

    private static String place(List<JacksonException.Reference> path) {
        var place = new StringBuilder();
        for (var step : path) {
            if (step.getPropertyName() == null) {
                place.append('[').append(step.getIndex()).append(']');
            } else {
                place.append(place.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        }
        return place.toString();
    }
}
