package org.cobnut.payment.fake;

import java.time.Duration;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.cobnut.payment.Money;
import org.cobnut.payment.PaymentOutcome;
import org.cobnut.payment.PaymentOutcome.Failed;
import org.cobnut.payment.PaymentOutcome.Paid;
import org.cobnut.payment.PaymentOutcome.Unresolved;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// What an invoice's description tells the fake to do with it. Only JSON that has all four members is a script.
///
/// @param payState what paying says …
/// @param checkState … and what asking afterwards says
/// @param payFails paying itself breaks down; only asking tells
/// @param checkFails asking breaks down
/// @param mode how this payment goes, instead of the fake's own way
/// @param settlesAfterMs when a payment that hangs or stays in flight settles after all, as the members above say; if
///     this is absent, it does after a restart when it hung, and never when it was in flight
record Script(
        @JsonProperty(value = "pay_invoice_state", required = true)
        State payState,

        @JsonProperty(value = "check_payment_state", required = true)
        State checkState,

        @JsonProperty(value = "pay_err", required = true) boolean payFails,
        @JsonProperty(value = "check_err", required = true) boolean checkFails,
        @JsonProperty("mode") @Nullable PaymentMode mode,
        @JsonProperty("settles_after_ms") @Nullable Long settlesAfterMs) {

    private static final Script PAYS = new Script(State.PAID, State.PAID, false, false, null, null);

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    enum State {
        UNPAID,
        PAID,
        PENDING,
        UNKNOWN,
        FAILED
    }

    static Script of(@Nullable String description) {
        if (description == null || !description.startsWith("{")) {
            return PAYS;
        }
        try {
            return JSON.readValue(description, Script.class);
        } catch (JacksonException _) {
            return PAYS;
        }
    }

    /// What is to be done with a payment.
    ///
    /// @param amount that the recipient gets
    /// @param fee for the network
    Outgoing.Order order(Money amount, Money fee) {
        return new Outgoing.Order(
                outcome(amount, fee), mode, settlesAfterMs == null ? null : Duration.ofMillis(settlesAfterMs));
    }

    /// What became of the payment: a node that is unsure of what paying did asks itself once before it answers.
    ///
    /// @param amount without fee, which is what a payment costs that only asking finds paid
    private PaymentOutcome outcome(Money amount, Money fee) {
        if (!payFails && payState == State.PAID) {
            return new Paid(amount.plus(fee), null, null);
        }
        if (checkFails) {
            return new Unresolved();
        }
        return switch (checkState) {
            case PAID -> new Paid(amount, null, null);
            case UNPAID, FAILED -> failed();
            case PENDING -> new Unresolved();
            case UNKNOWN -> payFails ? new Unresolved() : firstAnswer();
        };
    }

    private PaymentOutcome firstAnswer() {
        return switch (payState) {
            case UNPAID, FAILED -> failed();
            case PAID, PENDING, UNKNOWN -> new Unresolved();
        };
    }

    private static PaymentOutcome failed() {
        return new Failed("the payment failed, as its description asks");
    }
}
