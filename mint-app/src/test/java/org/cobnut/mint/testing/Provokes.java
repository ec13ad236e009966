package org.cobnut.mint.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.cobnut.cashu.ErrorCode;

/// Says of a test over HTTP which refusals it provokes. `ErrorCodesTests` fails for a code that no test provokes.
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Provokes {

    /// Codes that the test asserts, by [Answer#refusedWith].
    ErrorCode[] value();
}
