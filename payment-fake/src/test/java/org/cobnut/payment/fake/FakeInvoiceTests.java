package org.cobnut.payment.fake;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;

import org.cobnut.payment.Money;
import org.cobnut.payment.PaymentHash;
import org.cobnut.payment.bolt11.Bech32;
import org.cobnut.payment.bolt11.Bolt11Invoice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class FakeInvoiceTests {

    /// The key and two of the invoices of BOLT 11; their recovery numbers are 1 and 0.
    private static final byte[] SPECIFICATIONS_KEY =
            HexFormat.of().parseHex("e126f68f7eafcc8b74f54d269fe206be715000f94dac067d1c04a8ca3b2db734");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lnbc2500u1pvjluezsp5zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zygspp5qqqsyqcyq5rqwzqfqqqsyqcyq5rqwzqfqqqs"
                        + "yqcyq5rqwzqfqypqdq5xysxxatsyp3k7enxv4jsxqzpu9qrsgquk0rl77nj30yxdy8j9vdx85fkpmdla2087ne0xh8nhedh8w27ky"
                        + "ke0lp53ut353s06fv3qfegext0eh0ymjpf39tuven09sam30g4vgpfna3rh",
                "lnbc20m1pvjluezsp5zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zygspp5qqqsyqcyq5rqwzqfqqqsyqcyq5rqwzqfqqqsy"
                        + "qcyq5rqwzqfqypqhp58yjmdan79s6qqdhdzgynm4zwqd5d7xmw5fk98klysy043l2ahrqsfpp3qjmp7lwpagxun9pygexvgpjdc4j"
                        + "dj85fr9yq20q82gphp2nflc7jtzrcazrra7wwgzxqc8u7754cdlpfrmccae92qgzqvzq2ps8pqqqqqqpqqqqq9qqqvpeuqafqxu92"
                        + "d8lr6fvg0r5gv0heeeqgcrqlnm6jhphu9y00rrhy4grqszsvpcgpy9qqqqqqgqqqqq7qqzq9qrsgqdfjcdk6w3ak5pca9hwfwfh63"
                        + "zrrz06wwfya0ydlzpgzxkn5xagsqz7x9j4jwe7yj7vaf2k9lqsdk45kts2fd0fkr28am0u4w95tt2nsq76cqw0"
            })
    void signsAsTheSpecificationDoes(String invoice) {
        var bech32 = Bech32.parse(invoice);
        var unsigned = Arrays.copyOf(bech32.words(), bech32.words().length - 104);

        assertThat(new InvoiceSigner(SPECIFICATIONS_KEY).sign(bech32.prefix(), unsigned))
                .isEqualTo(invoice);
    }

    @ParameterizedTest
    @CsvSource({
        "1, lnbc10p1",
        "100, lnbc1n1",
        "100000, lnbc1u1",
        "100000000, lnbc1m1",
        "100000000000, lnbc11",
        "123456, lnbc1234560p1",
    })
    void writesAmountsShortly(long amountMsat, String prefix) {
        var text = FakeInvoice.of(Money.msat(amountMsat), "").text();

        assertThat(text).startsWith(prefix);
        assertThat(Bolt11Invoice.parse(text).amount()).isEqualTo(Money.msat(amountMsat));
    }

    @Test
    void readsBackWhatItWrote() {
        var hash = new PaymentHash("cd".repeat(32));
        var time = Instant.ofEpochSecond(1_800_000_000);

        var invoice =
                Bolt11Invoice.parse(new FakeInvoice(hash, null, "x".repeat(639), time, Duration.ofDays(400)).text());

        assertThat(invoice.paymentHash()).isEqualTo(hash);
        assertThat(invoice.amount()).isNull();
        assertThat(invoice.description()).isEqualTo("x".repeat(639));
        assertThat(invoice.createdAt()).isEqualTo(time);
        assertThat(invoice.expiresAt()).isEqualTo(time.plus(Duration.ofDays(400)));
    }
}
