package org.cobnut.failpoint;

import java.net.URI;
import java.util.Set;

import org.cobnut.payment.PaymentProcessor;
import org.cobnut.payment.PaymentProcessorFactory;
import org.cobnut.payment.ProcessorInstance;

/// Makes processors of the kind `distant`: their node is outside, at `options.url`, and so it outlives the mint and can
/// be shared by replicas.
final class DistantNodes implements PaymentProcessorFactory {

    @Override
    public String kind() {
        return "distant";
    }

    @Override
    public Set<String> defaultUnits() {
        return Set.of("sat");
    }

    @Override
    public PaymentProcessor create(ProcessorInstance instance) {
        var url = instance.options().get("url");
        if (url == null) {
            throw new IllegalArgumentException("a distant node has a url");
        }
        return new DistantPaymentProcessor(new NodeLine(URI.create(url)), instance.unit());
    }
}
