package org.cobnut.cashu;

/// Why a mint refuses, one constant per row of the NUTs' error_codes.md, and below them what the NUTs have no
/// number for and CDK's numbers are used: several of those share one number.
public enum ErrorCode {
    PROOF_INVALID(10001, "Proof verification failed"),

    PROOFS_SPENT(11001, "Proofs already spent"),
    PROOFS_PENDING(11002, "Proofs are pending"),
    OUTPUTS_SIGNED(11003, "Outputs already signed"),
    OUTPUTS_PENDING(11004, "Outputs are pending"),
    UNBALANCED(11005, "Transaction is not balanced (inputs != outputs)"),
    AMOUNT_OUT_OF_RANGE(11006, "Amount outside of limit range"),
    DUPLICATE_INPUTS(11007, "Duplicate inputs provided"),
    DUPLICATE_OUTPUTS(11008, "Duplicate outputs provided"),
    MULTIPLE_UNITS(11009, "Inputs/Outputs of multiple units"),
    UNIT_MISMATCH(11010, "Inputs and outputs not of same unit"),
    AMOUNTLESS_UNSUPPORTED(11011, "Amountless invoice is not supported"),
    AMOUNT_MISMATCH(11012, "Amount in request does not equal invoice"),
    UNIT_UNSUPPORTED(11013, "Unit in request is not supported"),
    TOO_MANY_INPUTS(11014, "Max inputs exceeded"),
    TOO_MANY_OUTPUTS(11015, "Max outputs exceeded"),
    DUPLICATE_QUOTES(11016, "Duplicate quote IDs provided"),
    BATCH_TOO_LARGE(11017, "Max batch size exceeded"),

    KEYSET_UNKNOWN(12001, "Keyset is not known"),
    KEYSET_INACTIVE(12002, "Keyset is inactive, cannot sign messages"),
    KEYSET_EXPIRED(12003, "Keyset has expired"),

    QUOTE_NOT_PAID(20001, "Quote request is not paid"),
    QUOTE_ISSUED(20002, "Quote has already been issued"),
    MINTING_DISABLED(20003, "Minting is disabled"),
    PAYMENT_FAILED(20004, "Lightning payment failed"),
    QUOTE_PENDING(20005, "Quote is pending"),
    INVOICE_PAID(20006, "Invoice already paid"),
    QUOTE_EXPIRED(20007, "Quote is expired"),
    QUOTE_SIGNATURE_INVALID(20008, "Signature for mint request invalid"),
    PUBKEY_REQUIRED(20009, "Pubkey required for mint quote"),

    CLEAR_AUTH_REQUIRED(30001, "Endpoint requires clear auth"),
    CLEAR_AUTH_FAILED(30002, "Clear authentication failed"),
    BLIND_AUTH_REQUIRED(31001, "Endpoint requires blind auth"),
    BLIND_AUTH_FAILED(31002, "Blind authentication failed"),
    BLIND_AUTH_TOO_MANY(31003, "Maximum BAT mint amount exceeded"),
    BLIND_AUTH_RATE_LIMITED(31004, "BAT mint rate limit exceeded"),

    /// A sum or difference that no unsigned 64-bit number holds.
    AMOUNT_OVERFLOW(11005, "Amounts out of range"),
    MELTING_DISABLED(20003, "Melting is disabled"),
    /// NUT-10, NUT-11, NUT-14: the spending condition of an input is malformed or not met.
    CONDITION_NOT_MET(20008, "Spending condition not met"),
    QUOTE_UNKNOWN(50000, "Quote is not known"),
    PAYMENT_REQUEST_INVALID(50000, "Payment request is invalid"),
    MALFORMED_REQUEST(50000, "Request is malformed"),
    UNSUPPORTED(50000, "Request is not supported"),
    NOT_FOUND(50000, "Not found", 404),
    METHOD_NOT_ALLOWED(50000, "Method not allowed", 405),
    BODY_TOO_LARGE(50000, "Body too large", 413),
    MEDIA_TYPE_UNSUPPORTED(50000, "Media type not supported", 415),
    RATE_LIMITED(50000, "Too many requests", 429),
    INTERNAL(50000, "Internal error", 500),
    UNAVAILABLE(50000, "Temporarily unavailable", 503);

    private static final int BAD_REQUEST = 400;

    private final int number;
    private final String meaning;
    private final int httpStatus;

    ErrorCode(int number, String meaning) {
        this(number, meaning, BAD_REQUEST);
    }

    ErrorCode(int number, String meaning, int httpStatus) {
        this.number = number;
        this.meaning = meaning;
        this.httpStatus = httpStatus;
    }

    /// The `code` of NUT-00's error body.
    public int number() {
        return number;
    }

    /// One line for people: the `detail` where there is nothing more to say.
    public String meaning() {
        return meaning;
    }

    /// 400 for every protocol refusal.
    public int httpStatus() {
        return httpStatus;
    }
}
