package org.cobnut.mint.http;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class JsonTextTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{\"a\":\"b\"}",
                "\"\\u0001\"",
                "\"\\\\u0000\"",
                "\"\\\\ud800\"",
                "\"\\ud83e\\udd5c\"",
                "\"🥜\"",
                "\"\\",
                "\"\\u00",
                "\"\\uzzzz\""
            })
    void findsNothingWrongWith(String json) {
        assertThat(JsonText.isSound(json.getBytes(StandardCharsets.UTF_8))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\u0000\"",
                "\"\\u0000\"",
                "\"\\\\\\u0000\"",
                "\"\\ud800\"",
                "\"\\udd5c\"",
                "\"\\ud83e\\ud83e\"",
                "\"\\ud83e\\\\udd5c\"",
                "\"\\ud83e\""
            })
    void refuses(String json) {
        assertThat(JsonText.isSound(json.getBytes(StandardCharsets.UTF_8))).isFalse();
    }

    @Test
    void refusesWhatIsNotUtf8() {
        assertThat(JsonText.isSound("{}".getBytes(StandardCharsets.UTF_16))).isFalse();
        assertThat(JsonText.isSound(new byte[] {'"', (byte) 0xff, '"'})).isFalse();
        assertThat(JsonText.isSound(new byte[] {'"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"'}))
                .isFalse();
    }
}
