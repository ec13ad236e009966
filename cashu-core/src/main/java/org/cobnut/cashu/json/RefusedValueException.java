package org.cobnut.cashu.json;

import tools.jackson.core.JsonParser;
import tools.jackson.databind.exc.MismatchedInputException;

/// A value that the NUTs do not allow. Its message is safe to send: it says what is expected, never what was found.
final class RefusedValueException extends MismatchedInputException {

    private static final long serialVersionUID = 1L;

    RefusedValueException(JsonParser parser, Class<?> type, String reason) {
        super(parser, reason, type);
    }
}
