package org.cobnut.mint.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ArgumentsSource;

/// Runs the test class against a running mint, once per database. The class takes the [Mint] in its constructor.
///
/// The mints are shared by all such classes of a run and are started when the first one asks, so a test must use
/// quotes, secrets and outputs of its own and must not count rows.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedClass(name = "on {0}", autoCloseArguments = false)
@ArgumentsSource(RunningMints.class)
public @interface MintTest {}
