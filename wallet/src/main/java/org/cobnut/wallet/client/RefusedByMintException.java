package org.cobnut.wallet.client;

/// The mint has refused, in the form of NUT-00.
///
/// With a status from 400 to 499 it has changed nothing. A status from 500 on says that it had trouble, and
/// what it did before is not known.
public final class RefusedByMintException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final int code;
    private final String detail;

    RefusedByMintException(int status, int code, String detail) {
        super(detail + " (code " + code + ")");
        this.status = status;
        this.code = code;
        this.detail = detail;
    }

    /// The status of HTTP.
    public int status() {
        return status;
    }

    /// The code of NUT-00's error body; [org.cobnut.cashu.ErrorCode#number()] has those that are known.
    public int code() {
        return code;
    }

    /// What the mint says to people.
    public String detail() {
        return detail;
    }
}
