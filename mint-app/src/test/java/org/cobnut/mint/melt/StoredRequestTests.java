package org.cobnut.mint.melt;

import org.cobnut.payment.OutgoingOptions;
import org.cobnut.payment.PaymentMethod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class StoredRequestTests {

    @Test
    void writesWhatCdkReads() {
        assertThat(StoredRequest.write(PaymentMethod.BOLT11, "lnbc1x"))
                .isEqualTo("{\"Bolt11\":{\"bolt11\":\"lnbc1x\"}}");
        assertThat(StoredRequest.writePart(new OutgoingOptions.Mpp(7))).isEqualTo("{\"mpp\":{\"amount\":7}}");
        assertThat(StoredRequest.writePart(new OutgoingOptions.Amountless(7)))
                .isEqualTo("{\"amountless\":{\"amount_msat\":7}}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"Bolt11\":{\"bolt11\":\"lnbc1x\"}}; lnbc1x",
                "{\"Bolt12\":{\"offer\":\"lno1x\"}}; lno1x",
                "{\"Onchain\":{\"address\":\"bc1x\"}}; bc1x",
                "lnbc1x; lnbc1x"
            })
    void readsWhatCdkWrites(String stored, String request) {
        assertThat(StoredRequest.read(stored)).isEqualTo(request);
    }

    @Test
    void readsItsOwnOptions() {
        var mpp = new OutgoingOptions.Mpp(7);
        var amountless = new OutgoingOptions.Amountless(8);

        assertThat(StoredRequest.readPart(StoredRequest.writePart(mpp))).isEqualTo(mpp);
        assertThat(StoredRequest.readPart(StoredRequest.writePart(amountless))).isEqualTo(amountless);
        assertThat(StoredRequest.readPart(null)).isNull();
        assertThat(StoredRequest.writePart(null)).isNull();
    }
}
