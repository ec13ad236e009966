package org.cobnut.mint.start;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/// Tells the operator why the mint does not start instead of printing a stack trace. Spring Boot finds it by
/// `META-INF/spring.factories`.
final class StartFailureAnalyzer extends AbstractFailureAnalyzer<StartRefusedException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, StartRefusedException refused) {
        return new FailureAnalysis(refused.getMessage(), refused.action(), refused);
    }
}
