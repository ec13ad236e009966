package org.cobnut.mint;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.cobnut.mint.start.StartRefusedException;
import org.cobnut.mint.testing.Engine;
import org.cobnut.mint.testing.Mint;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.core.env.StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;

/// A misspelt setting does not silently leave the default in place.
@ExtendWith(OutputCaptureExtension.class)
class UnknownSettingsTests {

    private final ApplicationContextRunner context =
            new ApplicationContextRunner().withUserConfiguration(UnknownSettings.class, Settings.class);

    @TempDir
    private Path folder;

    @ConfigurationProperties("cobnut.nut")
    record Nut(
            @Nullable Path dataDir,
            @DefaultValue List<String> units,
            @DefaultValue List<Shell> shells,
            @DefaultValue Map<String, String> options) {}

    record Shell(String colour) {}

    @EnableConfigurationProperties(Nut.class)
    static class Settings {}

    @Test
    void refusesToStartBeforeAnythingIsTouched(CapturedOutput output) {
        var data = folder.resolve("data");
        var settings = Map.of("cobnut.data-dir", data.toString(), "cobnut.dat-dir", "/srv/mint", "cobnut.melt.x", "1");

        assertThatThrownBy(() -> Mint.start(Engine.SQLITE, settings)).isInstanceOf(StartRefusedException.class);

        assertThat(output)
                .contains("The mint has no such setting: ", "cobnut.dat-dir", "cobnut.melt.x", "docs/configuration.md")
                .doesNotContain("/srv/mint", "\tat ");
        assertThat(data).doesNotExist();
    }

    @Test
    void takesEveryFormOfTheOnesThereAre() {
        context.withPropertyValues(
                        "cobnut.nut.dataDir=/srv",
                        "cobnut.nut.units=sat,usd",
                        "cobnut.nut.shells[0].colour=brown",
                        "cobnut.nut.options.aKey=1",
                        "cobnut.nut.options.b-key=",
                        "cobnuts.other=2")
                .run(started -> assertThat(started.getBean(Nut.class).options()).hasSize(2));
    }

    @Test
    void leavesTheEnvironmentToOthers() {
        var environment = Map.<String, Object>of(
                "COBNUT_NUT_DATADIR", "/srv", "COBNUT_NUT_UNITS", "sat", "COBNUT_PORT", "tcp://10.0.0.1:3338");

        context.withInitializer(mint -> mint.getEnvironment()
                        .getPropertySources()
                        .replace(
                                SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                                new SystemEnvironmentPropertySource(
                                        SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, environment)))
                .run(started -> assertThat(started.getBean(Nut.class))
                        .isEqualTo(new Nut(Path.of("/srv"), List.of("sat"), List.of(), Map.of())));
    }

    @Test
    void namesAnUnknownElement() {
        context.withPropertyValues("cobnut.nut.shells[0].colour=brown", "cobnut.nut.shells[0].color=red")
                .run(refused -> assertThat(refused.getStartupFailure())
                        .isInstanceOf(StartRefusedException.class)
                        .hasMessageContaining("cobnut.nut.shells[0].color"));
    }
}
