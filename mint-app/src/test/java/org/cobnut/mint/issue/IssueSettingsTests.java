package org.cobnut.mint.issue;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import jakarta.validation.Validation;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.cobnut.cashu.CashuException;
import org.cobnut.cashu.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

class IssueSettingsTests {

    @Test
    void hasDefaults() {
        assertThat(bind(Map.of()))
                .isEqualTo(
                        new IssueSettings(Duration.ofHours(1), Duration.ofSeconds(10), Duration.ofDays(30), 100, 639));
    }

    @Test
    void mapsEverySetting() {
        var settings = bind(Map.of(
                "cobnut.mint.quote-ttl", "2m",
                "cobnut.mint.check-interval", "0s",
                "cobnut.mint.keep-unpaid", "3d",
                "cobnut.mint.batch", "7",
                "cobnut.mint.description", "8"));

        assertThat(settings)
                .isEqualTo(new IssueSettings(Duration.ofMinutes(2), Duration.ZERO, Duration.ofDays(3), 7, 8));
    }

    @ParameterizedTest
    @CsvSource({"quote-ttl, 0s", "check-interval, -1s", "batch, 0", "keep-unpaid, 1m", "description, 0"})
    void refusesNonsense(String name, String value) {
        var settings = bind(Map.of("cobnut.mint." + name, value));

        try (var validation = Validation.buildDefaultValidatorFactory()) {
            assertThat(validation.getValidator().validate(settings)).hasSize(1);
        }
    }

    @Test
    void refusesBatchesThatAreEmptyTooLargeOrTwofold() {
        var settings = new IssueSettings(Duration.ofHours(1), Duration.ZERO, Duration.ofDays(1), 2, 1);

        refuses(ErrorCode.MALFORMED_REQUEST, () -> settings.checkBatch(List.of()));
        refuses(ErrorCode.BATCH_TOO_LARGE, () -> settings.checkBatch(List.of("a", "a", "a")));
        refuses(ErrorCode.DUPLICATE_QUOTES, () -> settings.checkBatch(List.of("a", "a")));
        assertThatNoException().isThrownBy(() -> settings.checkBatch(List.of("a", "b")));
    }

    private static void refuses(ErrorCode code, ThrowingCallable call) {
        assertThatExceptionOfType(CashuException.class)
                .isThrownBy(call)
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(code));
    }

    private static IssueSettings bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("cobnut.mint", IssueSettings.class);
    }
}
