package org.cobnut.payment;

import java.util.List;
import java.util.Optional;

/// What a processor offers: one unit, by one or more methods.
public record PaymentSettings(String unit, List<MethodSettings> methods) {

    public PaymentSettings {
        methods = List.copyOf(methods);
        if (methods.stream().map(MethodSettings::method).distinct().count() != methods.size()) {
            throw new IllegalArgumentException("a method is named twice");
        }
    }

    public Optional<MethodSettings> method(PaymentMethod method) {
        return methods.stream()
                .filter(settings -> settings.method().equals(method))
                .findFirst();
    }
}
