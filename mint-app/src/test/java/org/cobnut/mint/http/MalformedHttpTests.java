package org.cobnut.mint.http;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.cobnut.cashu.ErrorCode;
import org.cobnut.mint.testing.Answer;
import org.cobnut.mint.testing.Mint;
import org.cobnut.mint.testing.MintTest;
import org.cobnut.mint.testing.Provokes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/// Bodies that are no requests, told where they are wrong but not what they hold.
@MintTest
class MalformedHttpTests {

    private static final String POINT = "02" + "79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798";
    private static final String OFF_CURVE = "02" + "0000000000000000000000000000000000000000000000000000000000000005";

    private final Mint mint;

    MalformedHttpTests(Mint mint) {
        this.mint = mint;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.0",
                "1e3",
                "-1",
                "18446744073709551616",
                "\"1\"",
                "true",
                "null",
                "[]",
                "{}",
                "NaN",
                "01",
                "1234567890123456789012345678901234567890"
            })
    @Provokes(ErrorCode.MALFORMED_REQUEST)
    void refusesAmountsThatAreNoUnsignedIntegers(String amount) {
        var detail = swapFor(output(amount, "\"" + POINT + "\"")).refusedWith(ErrorCode.MALFORMED_REQUEST);

        assertThat(detail).doesNotContain(amount.length() > 4 ? amount : "\u0000");
    }

    @Test
    void namesThePlaceAndNotTheValue() {
        assertThat(swapFor(output("1", "\"" + OFF_CURVE + "\"")).refusedWith(ErrorCode.MALFORMED_REQUEST))
                .startsWith("outputs[0].B_: ")
                .doesNotContain(OFF_CURVE);
        assertThat(swapFor(output("-1", "\"" + POINT + "\"")).refusedWith(ErrorCode.MALFORMED_REQUEST))
                .startsWith("outputs[0].amount: ");
        assertThat(swapFor("{}").refusedWith(ErrorCode.MALFORMED_REQUEST)).startsWith("outputs[0].");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                OFF_CURVE,
                "",
                "02",
                "zz79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798",
                "79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798",
                "0079be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798",
                "02ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
                "0479be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798483ada7726a3c4655da4fbfc0e1108a8"
                        + "fd17b448a68554199c47d08ffb10d4b8"
            })
    void refusesWhatIsNoCompressedPoint(String point) {
        swapFor(output("1", "\"" + point + "\"")).refusedWith(ErrorCode.MALFORMED_REQUEST);
        mint.post("/v1/checkstate", "{\"Ys\":[\"" + point + "\"]}").refusedWith(ErrorCode.MALFORMED_REQUEST);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{                                   | malformed JSON",
                "[]                                  | ",
                "7                                   | ",
                "\"inputs\"                          | ",
                "null                                | ",
                "{}                                  | inputs",
                "{\"inputs\":[]}                     | outputs",
                "{\"inputs\":null,\"outputs\":[]}    | inputs",
                "{\"inputs\":[null],\"outputs\":[]}  | inputs[0]",
                "{\"inputs\":{},\"outputs\":[]}      | inputs",
                "{\"inputs\":[],\"outputs\":[]} {}   | missing or malformed",
                "{\"inputs\":[],\"inputs\":[],\"outputs\":[]} | malformed JSON",
                "{\"inputs\":[],\"outputs\":[],}     | malformed JSON",
                "{'inputs':[],'outputs':[]}          | malformed JSON",
            })
    void refusesOtherJson(String body, String beginning) {
        var detail = mint.post("/v1/swap", body.trim()).refusedWith(ErrorCode.MALFORMED_REQUEST);

        assertThat(detail).startsWith(beginning == null ? "" : beginning.trim());
    }

    @Test
    void refusesWhatIsTooLongOrTooDeep() {
        mint.post("/v1/swap", "[".repeat(2000)).refusedWith(ErrorCode.MALFORMED_REQUEST);
        mint.post("/v1/swap", "{\"x\":" + "[".repeat(30) + "]".repeat(30) + ",\"inputs\":[],\"outputs\":[]}")
                .refusedWith(ErrorCode.MALFORMED_REQUEST);
        mint.post("/v1/swap", "{\"x\":\"" + "x".repeat(20_000) + "\"}").refusedWith(ErrorCode.MALFORMED_REQUEST);
        mint.post("/v1/swap", "{\"" + "x".repeat(2000) + "\":1}").refusedWith(ErrorCode.MALFORMED_REQUEST);
        mint.post("/v1/swap", "").refusedWith(ErrorCode.MALFORMED_REQUEST);
    }

    @Test
    void refusesTextThatNoDatabaseKeeps() {
        mint.post("/v1/mint/quote/bolt11", "{\"amount\":1,\"unit\":\"sat\",\"description\":\"\\u0000\"}")
                .refusedWith(ErrorCode.MALFORMED_REQUEST);
        mint.post("/v1/mint/quote/bolt11", "{\"amount\":1,\"unit\":\"sat\",\"description\":\"\\ud83e\"}")
                .refusedWith(ErrorCode.MALFORMED_REQUEST);
    }

    @Test
    void passesOverMembersThatItDoesNotKnow() {
        mint.post("/v1/checkstate", "{\"Ys\":[\"" + POINT + "\"],\"later\":{\"a\":[1.5e3]}}")
                .ok();
    }

    @Test
    @Provokes(ErrorCode.MEDIA_TYPE_UNSUPPORTED)
    void refusesBodiesThatAreNotJson() {
        mint.send(HttpRequest.newBuilder(mint.uri("/v1/swap"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("inputs=1")))
                .refusedWith(ErrorCode.MEDIA_TYPE_UNSUPPORTED);
    }

    @Test
    void refusesToAnswerInAnythingButJson() {
        mint.send(HttpRequest.newBuilder(mint.uri("/v1/info")).header("Accept", "text/csv"))
                .refusedWith(406, 50000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/*", "*/*", "application/cbor", "text/plain", "nonsense"})
    void refusesOtherTypesOfBodies(String type) {
        post(type, "{\"Ys\":[]}").refusedWith(ErrorCode.MEDIA_TYPE_UNSUPPORTED);
    }

    @Test
    void refusesToAnswerInCbor() {
        mint.send(HttpRequest.newBuilder(mint.uri("/v1/keysets")).header("Accept", "application/cbor"))
                .refusedWith(406, 50000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"utf-8", "iso-8859-1", "utf-16", "ibm500"})
    void readsJsonAsUtf8WhateverCharsetIsNamed(String charset) {
        var secret = "\u00e9".repeat(512); // 1024 bytes of UTF-8, which read otherwise become more
        var input = output("1", "\"" + POINT + "\"").replace("B_", "C").replace("}", ",\"secret\":\"" + secret + "\"}");

        var detail = swap("application/json; charset=" + charset, input).refusedWith(ErrorCode.KEYSET_UNKNOWN);

        assertThat(detail).isEqualTo("Keyset is not known");
    }

    /// Names whose hash is the same in Jackson's table of names.
    @Test
    void isNotSpoiltByNamesThatCollide() {
        var names = IntStream.range(0, 20_000)
                .mapToObj(number -> String.format("%16s", Integer.toBinaryString(number)))
                .map(bits -> bits.replace(' ', '0').replace("0", "Aa").replace("1", "BB"))
                .map(name -> "\"" + name + "\":1,")
                .collect(Collectors.joining());

        mint.post("/v1/swap", "{" + names + "\"inputs\":[],\"outputs\":[]}").refusedWith(ErrorCode.UNBALANCED);

        for (int number = 0; number < 200; number++) {
            mint.post("/v1/checkstate", "{\"Ys\":[],\"name" + number * 7919 + "\":1}")
                    .ok();
        }
    }

    private Answer post(String type, String body) {
        return send("/v1/checkstate", type, body);
    }

    private Answer swap(String type, String input) {
        return send(
                "/v1/swap",
                type,
                "{\"inputs\":[" + input + "],\"outputs\":[" + output("1", "\"" + POINT + "\"") + "]}");
    }

    private Answer send(String path, String type, String body) {
        return mint.send(HttpRequest.newBuilder(mint.uri(path))
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(body)));
    }

    private static String output(String amount, String point) {
        return "{\"amount\":" + amount + ",\"id\":\"00ad268c4d1f5826\",\"B_\":" + point + "}";
    }

    private Answer swapFor(String output) {
        return mint.post("/v1/swap", "{\"inputs\":[],\"outputs\":[" + output + "]}");
    }
}
