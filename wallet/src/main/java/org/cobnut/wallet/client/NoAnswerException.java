package org.cobnut.wallet.client;

import org.jspecify.annotations.Nullable;

/// The mint has not answered, not in time, or not in the form of the NUTs. It may have done what it was asked,
/// or not: only asking again tells.
public final class NoAnswerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NoAnswerException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
