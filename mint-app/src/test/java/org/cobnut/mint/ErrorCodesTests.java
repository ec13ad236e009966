package org.cobnut.mint;

import java.lang.reflect.Method;
import java.util.EnumSet;
import java.util.Set;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.cobnut.cashu.ErrorCode;
import org.cobnut.mint.testing.Provokes;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// A refusal that no test provokes over HTTP may not be what wallets get.
class ErrorCodesTests {

    /// Refusals of features that this mint does not offer: nobody can be refused with them.
    private static final Set<ErrorCode> NOT_OFFERED = EnumSet.of(
            ErrorCode.CLEAR_AUTH_REQUIRED,
            ErrorCode.CLEAR_AUTH_FAILED,
            ErrorCode.BLIND_AUTH_REQUIRED,
            ErrorCode.BLIND_AUTH_FAILED,
            ErrorCode.BLIND_AUTH_TOO_MANY,
            ErrorCode.BLIND_AUTH_RATE_LIMITED,
            ErrorCode.RATE_LIMITED);

    @Test
    void everyErrorCodeIsProvokedOverHttp() {
        var provoked = EnumSet.noneOf(ErrorCode.class);
        for (var test :
                tests().stream().flatMap(type -> type.getMethods().stream()).toList()) {
            provoked.addAll(codes(test));
        }

        assertThat(provoked).isEqualTo(EnumSet.complementOf(EnumSet.copyOf(NOT_OFFERED)));
    }

    private static JavaClasses tests() {
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.ONLY_INCLUDE_TESTS)
                .importPackages("org.cobnut.mint");
    }

    private static Set<ErrorCode> codes(JavaMethod test) {
        Method method = test.reflect();
        var provokes = method.getAnnotation(Provokes.class);
        return provokes == null ? Set.of() : Set.of(provokes.value());
    }
}
