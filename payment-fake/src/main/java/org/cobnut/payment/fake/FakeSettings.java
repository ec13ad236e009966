package org.cobnut.payment.fake;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How every fake processor behaves.
///
/// @param units of an instance that names none, one processor each: `sat`, `msat`, `usd`, `eur`
/// @param feePercent part of an amount that is reserved for routing: 0.02 is two per cent
/// @param reserveFeeMin least that is reserved, in the processor's unit
/// @param minDelay shortest time before an invoice pays itself and a payment leaves
/// @param maxDelay longest such time; each processor draws one delay when it is made
/// @param usdPerBtc fixed price of a bitcoin in dollars; nothing outside is asked
/// @param eurPerBtc fixed price of a bitcoin in euros
/// @param journal folder in which the fake keeps what it did, so that it survives the process; without one it lives in
///     memory, and a new process is another node that knows nothing of the payments before
/// @param faults what goes wrong, for tests
@Validated
@ConfigurationProperties("cobnut.fake")
public record FakeSettings(
        @DefaultValue("sat") Set<String> units,
        @DefaultValue("0.02") BigDecimal feePercent,
        @DefaultValue("2") long reserveFeeMin,
        @DefaultValue("1s") Duration minDelay,
        @DefaultValue("3s") Duration maxDelay,
        @DefaultValue("110000") long usdPerBtc,
        @DefaultValue("95000") long eurPerBtc,
        @Nullable Path journal,
        @DefaultValue Faults faults) {

    /// What goes wrong from the start on; an invoice's description can ask for more.
    ///
    /// @param payments how payments go
    /// @param receipts how receipts are told
    /// @param lateBy how much later an event of [ReceiptMode#LATE] comes
    /// @param downFor how long a new process's node is away before it comes back
    public record Faults(
            @DefaultValue("SCRIPTED") PaymentMode payments,
            @DefaultValue("ONCE") ReceiptMode receipts,
            @DefaultValue("10s") Duration lateBy,
            @DefaultValue("0s") Duration downFor) {

        public static final Faults NONE =
                new Faults(PaymentMode.SCRIPTED, ReceiptMode.ONCE, Duration.ofSeconds(10), Duration.ZERO);

        public Faults {
            require(!lateBy.isNegative(), "cobnut.fake.faults.late-by is negative");
            require(!downFor.isNegative(), "cobnut.fake.faults.down-for is negative");
        }
    }

    public FakeSettings {
        units = Set.copyOf(units);
        require(!units.isEmpty(), "cobnut.fake.units is empty");
        require(feePercent.signum() >= 0, "cobnut.fake.fee-percent is negative");
        require(reserveFeeMin >= 0, "cobnut.fake.reserve-fee-min is negative");
        require(!minDelay.isNegative(), "cobnut.fake.min-delay is negative");
        require(minDelay.compareTo(maxDelay) <= 0, "cobnut.fake.min-delay is longer than max-delay");
        require(usdPerBtc > 0, "cobnut.fake.usd-per-btc is not positive");
        require(eurPerBtc > 0, "cobnut.fake.eur-per-btc is not positive");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
