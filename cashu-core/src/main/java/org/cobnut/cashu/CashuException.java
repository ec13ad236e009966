package org.cobnut.cashu;

/// A refusal that the other side is told: NUT-00's `{"detail": …, "code": …}`.
///
/// It carries no stack trace: a refusal is an everyday answer and says by itself what is wrong.
public final class CashuException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    public CashuException(ErrorCode code) {
        this(code, code.meaning());
    }

    /// Refuses with a detail of its own.
    ///
    /// @param detail one line for people, without secrets
    public CashuException(ErrorCode code, String detail) {
        super(detail, null, false, false);
        this.code = code;
    }

    public ErrorCode code() {
        return code;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }
}
