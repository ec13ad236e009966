package org.cobnut.payment.bolt11;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

import org.cobnut.payment.Money;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/// The invoices are the examples of BOLT 11.
class Bolt11InvoiceTests {

    @ParameterizedTest
    @CsvFileSource(resources = "valid.csv", numLinesToSkip = 1, quoteCharacter = '\'')
    void readsTheSpecificationsExamples(
            String text,
            String network,
            @Nullable Long amountMsat,
            String paymentHash,
            long createdAt,
            long expirySeconds,
            @Nullable String description) {
        var invoice = Bolt11Invoice.parse(text);

        assertThat(invoice.network()).isEqualTo(network);
        assertThat(invoice.fixedAmount())
                .isEqualTo(Optional.ofNullable(amountMsat).map(Money::msat));
        assertThat(invoice.paymentHash().hex()).isEqualTo(paymentHash);
        assertThat(invoice.createdAt()).isEqualTo(Instant.ofEpochSecond(createdAt));
        assertThat(invoice.expiresAt()).isEqualTo(Instant.ofEpochSecond(createdAt + expirySeconds));
        assertThat(invoice.description()).isEqualTo(description);
        assertThat(invoice.text()).isEqualTo(text.toLowerCase(Locale.ROOT));
    }

    @ParameterizedTest
    @CsvFileSource(resources = "malformed.csv", numLinesToSkip = 1)
    void refusesTheSpecificationsMalformedExamples(String why, String text) {
        assertThatIllegalArgumentException().as(why).isThrownBy(() -> Bolt11Invoice.parse(text));
    }

    @Test
    void refusesAnInvoiceOverMoreThanThereIs() {
        var text = new Bech32("lnbc999999999999", new byte[200]).text();

        assertThatIllegalArgumentException().isThrownBy(() -> Bolt11Invoice.parse(text));
    }

    @Test
    void refusesAnInvoiceWithoutAPaymentHash() {
        var text = new Bech32("lnbc1u", new byte[7 + 104]).text();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Bolt11Invoice.parse(text))
                .withMessageContaining("without a payment hash");
    }

    @Test
    void skipsAHashOfTheWrongLength() {
        var words = new byte[7 + 3 + 51 + 3 + 52 + 104];
        setField(words, 7, 51, (byte) 31);
        setField(words, 7 + 3 + 51, 52, (byte) 0);

        var invoice = Bolt11Invoice.parse(new Bech32("lnbc1u", words).text());

        assertThat(invoice.paymentHash().hex()).isEqualTo("00".repeat(32));
    }

    private static void setField(byte[] words, int at, int length, byte content) {
        words[at] = 1;
        words[at + 1] = (byte) (length / 32);
        words[at + 2] = (byte) (length % 32);
        Arrays.fill(words, at + 3, at + 3 + length, content);
    }

    @Test
    void refusesLettersThatOnlyLookLikeItsOwn() {
        var text = new Bech32("lnbc1u", new byte[] {22, 22, 22}).text().toUpperCase(Locale.ROOT);

        assertThat(Bech32.parse(text).prefix()).isEqualTo("lnbc1u");
        assertThat(text).contains("K");
        // U+212A is the sign of the kelvin, whose lower case is the letter k.
        assertThatIllegalArgumentException().isThrownBy(() -> Bech32.parse(text.replace('K', '\u212a')));
    }

    @Test
    void refusesATornField() {
        var words = new byte[7 + 3 + 104];
        words[7 + 2] = 5;
        var text = new Bech32("lnbc1u", words).text();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Bolt11Invoice.parse(text))
                .withMessageContaining("torn");
    }

    @Test
    void regroupsBytesAndBack() {
        for (int length = 0; length < 40; length++) {
            var bytes = new byte[length];
            Arrays.fill(bytes, (byte) (0xa5 + length));

            assertThat(Bech32.toBytes(Bech32.toWords(bytes))).isEqualTo(bytes);
        }
    }

    @Test
    void hidesItsText() {
        var words = new byte[7 + 3 + 52 + 104];
        setField(words, 7, 52, (byte) 0);
        var text = new Bech32("lnbc1u", words);

        assertThat(text.toString()).doesNotContain("qqqq");
        assertThat(Bolt11Invoice.parse(text.text()).toString()).doesNotContain("qqqq");
    }
}
