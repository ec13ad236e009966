package org.cobnut.mint.http;

import java.util.Optional;

import org.cobnut.cashu.CashuException;
import org.cobnut.cashu.ErrorCode;
import org.cobnut.cashu.json.MalformedJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;

/// Says of a body that Jackson could not read where it is wrong and how, without a word of what it holds.
final class UnreadableBody {

    private UnreadableBody() {}

    static CashuException asRefusal(Exception unreadable) {
        var refused = causeOf(unreadable, CashuException.class);
        if (refused.isPresent()) {
            return refused.get();
        }
        var json = causeOf(unreadable, JacksonException.class);
        return new CashuException(
                ErrorCode.MALFORMED_REQUEST, json.map(UnreadableBody::detail).orElse("a body is missing"));
    }

    private static String detail(JacksonException json) {
        return switch (json) {
            case StreamConstraintsException _ -> "a value is too long or too deeply nested" + place(json);
            case StreamReadException _ -> "malformed JSON" + place(json);
            default -> MalformedJson.detail(json);
        };
    }

    private static String place(JacksonException json) {
        var location = json.getLocation();
        return location == null || location.getLineNr() < 1
                ? ""
                : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    private static <T extends Throwable> Optional<T> causeOf(Throwable outer, Class<T> type) {
        for (@Nullable Throwable cause = outer; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return Optional.of(type.cast(cause));
            }
        }
        return Optional.empty();
    }
}
