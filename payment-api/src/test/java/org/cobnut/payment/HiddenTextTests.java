package org.cobnut.payment;

import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/// What ends up in a log or a message of an exception by mistake tells nobody's affairs.
class HiddenTextTests {

    private static final String SECRET = "hunter2";

    static List<Object> values() {
        var method = new PaymentMethod("custom");
        return List.of(
                new OutgoingOptions.Bolt11(SECRET, null),
                new OutgoingOptions.Bolt12(SECRET, null),
                new OutgoingOptions.Onchain(SECRET, Money.sat(1), null),
                new OutgoingOptions.Custom(method, SECRET, null, SECRET),
                new IncomingOptions.Onchain(SECRET),
                new IncomingOptions.Custom(method, SECRET, null, null, null, SECRET, null),
                new IncomingRequest(new LookupId(LookupId.Kind.CUSTOM, "1"), SECRET, null, SECRET),
                new PaymentEvent.Unreadable("1", SECRET),
                new PaymentOutcome.Paid(Money.sat(1), new PaymentProof(SECRET), null));
    }

    @ParameterizedTest
    @MethodSource("values")
    void hidesRequestsQuotesAndPreimages(Object value) {
        assertThat(value.toString()).doesNotContain(SECRET);
    }
}
