package org.cobnut.mint.store;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/// Tells the operator what a failed migration means instead of printing a stack trace. Spring Boot finds it by
/// `META-INF/spring.factories`.
final class MigrationFailureAnalyzer extends AbstractFailureAnalyzer<MigrationFailedException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, MigrationFailedException failed) {
        var change = failed.getCause() == null ? "" : "\n\n" + failed.getCause().getMessage();
        return new FailureAnalysis(
                failed.getMessage() + change,
                "Nothing was changed, and the version of the mint that ran before still runs on these tables. Mend what"
                        + " the message says and start again.",
                failed);
    }
}
