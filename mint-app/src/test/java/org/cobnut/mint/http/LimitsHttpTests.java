package org.cobnut.mint.http;

import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.cobnut.cashu.ErrorCode;
import org.cobnut.mint.testing.Mint;
import org.cobnut.mint.testing.MintTest;
import org.cobnut.mint.testing.Provokes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Arrays that are too long are refused at the limit: what follows is not even looked at.
@MintTest
class LimitsHttpTests {

    private static final String POINT = "\"0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798\"";
    private static final String OUTPUT = "{\"amount\":1,\"id\":\"00ad268c4d1f5826\",\"B_\":" + POINT + "}";
    private static final String PROOF =
            "{\"amount\":1,\"id\":\"00ad268c4d1f5826\",\"secret\":\"s\",\"C\":" + POINT + "}";

    private final Mint mint;

    LimitsHttpTests(Mint mint) {
        this.mint = mint;
    }

    @Test
    @Provokes(ErrorCode.TOO_MANY_INPUTS)
    void stopsReadingInputsAtTheLimit() {
        mint.post("/v1/swap", "{\"inputs\":" + tooMany(PROOF) + ",\"outputs\":[]}")
                .refusedWith(ErrorCode.TOO_MANY_INPUTS);
        mint.post("/v1/melt/bolt11", "{\"quote\":\"q\",\"inputs\":" + tooMany(PROOF) + "}")
                .refusedWith(ErrorCode.TOO_MANY_INPUTS);
        mint.post("/v1/checkstate", "{\"Ys\":" + tooMany(POINT) + "}").refusedWith(ErrorCode.TOO_MANY_INPUTS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/swap {\"inputs\":[],",
                "/v1/melt/bolt11 {\"quote\":\"q\",\"inputs\":[],",
                "/v1/mint/bolt11 {\"quote\":\"q\",",
                "/v1/mint/bolt11/batch {\"quotes\":[\"q\"],",
                "/v1/restore {"
            })
    @Provokes(ErrorCode.TOO_MANY_OUTPUTS)
    void stopsReadingOutputsAtTheLimit(String request) {
        var pathAndBody = request.split(" ", 2);

        mint.post(pathAndBody[0], pathAndBody[1] + "\"outputs\":" + tooMany(OUTPUT) + "}")
                .refusedWith(ErrorCode.TOO_MANY_OUTPUTS);
    }

    @Test
    void readsAsManyAsTheLimitAllows() {
        var points = Stream.generate(() -> POINT).limit(1000).collect(Collectors.joining(",", "[", "]"));

        mint.post("/v1/checkstate", "{\"Ys\":" + points + "}").ok();
    }

    /// One more than may be, and then something that is no element at all.
    private static String tooMany(String element) {
        return Stream.generate(() -> element).limit(1001).collect(Collectors.joining(",", "[", ",7]"));
    }
}
