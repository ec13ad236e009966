package org.cobnut.payment.fake;

import java.util.List;

import org.cobnut.payment.AttemptId;
import org.cobnut.payment.IncomingPayment;
import org.cobnut.payment.LookupId;
import org.cobnut.payment.Money;
import org.cobnut.payment.NodeId;
import org.cobnut.payment.PaymentHash;
import org.cobnut.payment.PaymentOutcome;

/// Brings a fake back to where its journal ends.
record Recovery(String unit, Incoming incoming, Outgoing outgoing) {

    /// @param fresh the identity of a node without a past
    NodeId replay(Journal journal, NodeId fresh) {
        var lines = journal.read();
        if (lines.isEmpty()) {
            journal.write("node", fresh);
            return fresh;
        }
        lines.stream().skip(1).forEach(this::apply);
        return new NodeId(lines.getFirst().get(1));
    }

    private void apply(List<String> line) {
        switch (line.getFirst()) {
            case "request" -> incoming.restoreRequest(lookup(line), money(line.get(2)));
            case "received" ->
                incoming.restoreReceipt(new IncomingPayment(lookup(line), line.get(2), money(line.get(3))));
            case "delivered" -> incoming.restoreDelivery(lookup(line), line.get(2));
            case "sent" -> outgoing.restoreSent(attempt(line), outcome(line.subList(2, line.size())));
            case "paid", "failed" -> outgoing.restoreSettled(attempt(line), outcome(settled(line)));
            case "forgot" -> outgoing.restoreForgotten(attempt(line));
            default -> throw new IllegalStateException("a fake's journal with the word " + line.getFirst());
        }
    }

    private static List<String> settled(List<String> line) {
        return line.size() > 2 ? List.of(line.getFirst(), line.get(2)) : List.of(line.getFirst());
    }

    private PaymentOutcome outcome(List<String> words) {
        return switch (words.isEmpty() ? "open" : words.getFirst()) {
            case "paid" -> new PaymentOutcome.Paid(money(words.get(1)), null, null);
            case "failed" -> new PaymentOutcome.Failed("it failed before");
            default -> new PaymentOutcome.Unresolved();
        };
    }

    private static LookupId lookup(List<String> line) {
        return LookupId.of(new PaymentHash(line.get(1)));
    }

    private static AttemptId attempt(List<String> line) {
        return AttemptId.parse(line.get(1));
    }

    private Money money(String amount) {
        return new Money(Long.parseLong(amount), unit);
    }
}
