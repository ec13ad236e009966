package org.cobnut.mint.store;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import com.zaxxer.hikari.HikariConfig;
import org.cobnut.mint.start.StartRefusedException;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.validation.annotation.Validated;

/// How long the pools of PostgreSQL keep connections. The mint makes its pools itself, and decides the rest of
/// `spring.datasource.hikari`: a setting there either works or stops the start.
///
/// @param hikari what is set, by name
@Validated
@ConfigurationProperties("spring.datasource")
record PoolSettings(@DefaultValue Map<String, String> hikari) {

    private static final String PREFIX = "spring.datasource.hikari.";

    /// In the form in which all spellings of a name are one.
    private static final Set<String> SETTABLE = Set.of(
            "idletimeout",
            "keepalivetime",
            "leakdetectionthreshold",
            "maxlifetime",
            "minimumidle",
            "validationtimeout");

    static PoolSettings none() {
        return new PoolSettings(Map.of());
    }

    /// A pool's configuration with these settings in it.
    ///
    /// @throws StartRefusedException if one of them is not for operators, or has no such value
    HikariConfig configuration() {
        refuse(
                name -> !SETTABLE.contains(uniform(name)),
                "The size is cobnut.store.connections, the wait cobnut.store.connection-wait; parameters of connections"
                        + " belong into spring.datasource.url. Take the others away: docs/configuration.md lists what can be set.");
        var config = new HikariConfig();
        var settings = new MapConfigurationPropertySource();
        hikari.forEach((name, value) -> settings.put(PREFIX + name, value));
        try {
            new Binder(settings).bind("spring.datasource.hikari", Bindable.ofInstance(config));
        } catch (BindException error) {
            throw new StartRefusedException(
                    error.getName() + " cannot have the value that it is set to.",
                    "Set it to a number; times are milliseconds.");
        }
        return config;
    }

    /// @throws StartRefusedException if anything is set: on SQLite one connection writes, and is never given up
    void requireNone() {
        refuse(_ -> true, "Take it away: it is for PostgreSQL. A SQLite file has cobnut.store.connections readers.");
    }

    private void refuse(Predicate<String> isRefused, String action) {
        var names = hikari.keySet().stream()
                .filter(isRefused)
                .sorted()
                .map(PREFIX::concat)
                .collect(Collectors.joining(", "));
        if (!names.isEmpty()) {
            throw new StartRefusedException("The mint does not heed " + names + ".", action);
        }
    }

    private static String uniform(String name) {
        return name.replaceAll("[-_]", "").toLowerCase(Locale.ROOT);
    }
}
