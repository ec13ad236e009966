package org.cobnut.payment;

/// How money arrives and leaves (NUT-04, NUT-05).
///
/// @param name what paths and settings call it: lower-case letters, digits, `-` and `_`, at most 53 characters
public record PaymentMethod(String name) implements Comparable<PaymentMethod> {

    public static final PaymentMethod BOLT11 = new PaymentMethod("bolt11");
    public static final PaymentMethod BOLT12 = new PaymentMethod("bolt12");
    public static final PaymentMethod ONCHAIN = new PaymentMethod("onchain");

    public PaymentMethod {
        if (!name.matches("[a-z0-9_-]{1,53}")) {
            throw new IllegalArgumentException("not a payment method");
        }
    }

    @Override
    public int compareTo(PaymentMethod other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
