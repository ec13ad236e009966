package org.cobnut.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.cobnut.payment.AttemptId;
import org.cobnut.payment.IncomingOptions;
import org.cobnut.payment.IncomingPayment;
import org.cobnut.payment.LookupId;
import org.cobnut.payment.Money;
import org.cobnut.payment.OutgoingOptions;
import org.cobnut.payment.PaymentHash;
import org.cobnut.payment.PaymentOutcome;
import org.cobnut.payment.ProcessorInstance;
import org.cobnut.payment.bolt11.Bolt11Invoice;
import org.cobnut.payment.fake.FakePaymentProcessor;
import org.cobnut.payment.fake.FakePayments;
import org.cobnut.payment.fake.FakeSettings;
import org.cobnut.payment.fake.ReceiptMode;

/// A Lightning node that is no part of any mint: it lives in the test's own process, goes on while mints die,
/// and serves any number of them. What it paid is what was paid.
final class OutsideNode implements AutoCloseable {

    private static final Duration DELAY = Duration.ofMillis(20);

    private final FakePayments fakes;
    private final FakePaymentProcessor fake;
    private final HttpServer server;
    private final NodeEvents events = new NodeEvents();
    private final Map<AttemptId, String> hashes = new ConcurrentHashMap<>();
    private final ScheduledExecutorService payers = Executors.newSingleThreadScheduledExecutor();
    private volatile boolean isWithholding;

    OutsideNode() {
        var settings = new FakeSettings(
                Set.of("sat"),
                new BigDecimal("0.02"),
                2,
                DELAY,
                DELAY,
                110_000,
                95_000,
                null,
                FakeSettings.Faults.NONE);
        fakes = new FakePayments(settings, Clock.systemUTC());
        fake = (FakePaymentProcessor) fakes.create(new ProcessorInstance("outside", "sat", Map.of()));
        fake.switchReceipts(ReceiptMode.UNPAID);
        fake.start(events::add);
        server = server();
    }

    /// Spring properties of a mint that uses this node.
    Map<String, String> settings() {
        return Map.of(
                "cobnut.processors.outside.kind",
                "distant",
                "cobnut.processors.outside.options.url",
                "http://127.0.0.1:" + server.getAddress().getPort());
    }

    /// How it behaves.
    FakePaymentProcessor fake() {
        return fake;
    }

    /// Makes invoices that nobody pays.
    <T> T withhold(Supplier<T> asking) {
        isWithholding = true;
        try {
            return asking.get();
        } finally {
            isWithholding = false;
        }
    }

    /// Somebody pays an invoice that was made while nobody did.
    void receive(String invoice, long sat) {
        var lookup = LookupId.of(new PaymentHash(hash(invoice)));
        fake.receive(new IncomingPayment(lookup, lookup.value(), Money.sat(sat)));
    }

    /// How often money has left for each payment hash.
    Map<String, Long> payments() {
        return fake.sent().stream()
                .filter(attempt -> fake.outgoingStatus(attempt, null) instanceof PaymentOutcome.Paid)
                .map(attempt -> hashes.getOrDefault(attempt, "unknown"))
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    /// What has arrived for a payment hash.
    long received(String hash) {
        return fake.incomingPayments(LookupId.of(new PaymentHash(hash))).stream()
                .mapToLong(payment -> payment.amount().amount())
                .sum();
    }

    @Override
    public void close() {
        server.stop(0);
        payers.shutdownNow();
        fakes.close();
    }

    private HttpServer server() {
        try {
            var http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            answer(http, "node", _ -> List.of(fake.node()));
            answer(http, "invoice", this::invoice);
            answer(http, "quote", this::quote);
            answer(http, "pay", this::pay);
            answer(http, "status", words -> said(fake.outgoingStatus(attempt(words), null)));
            answer(http, "abandon", words -> said(fake.abandon(attempt(words))));
            answer(http, "payments", this::paymentsFor);
            answer(http, "next", _ -> events.next());
            answer(http, "done", words -> events.done(words.getFirst()));
            http.start();
            return http;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Object> invoice(List<String> words) {
        var expiry = words.size() < 2 ? null : Instant.parse(words.get(1));
        var request = fake.createIncomingRequest(
                new IncomingOptions.Bolt11(Money.sat(Long.parseLong(words.getFirst())), null, expiry));
        if (!isWithholding) {
            var payment = new IncomingPayment(
                    request.lookup(), request.lookup().value(), Money.sat(Long.parseLong(words.getFirst())));
            var _ = payers.schedule(() -> fake.receive(payment), DELAY.toMillis(), TimeUnit.MILLISECONDS);
        }
        var until = request.expiry() == null ? Instant.now().plus(Duration.ofHours(1)) : request.expiry();
        return List.of(request.lookup().value(), request.request(), until);
    }

    private List<Object> quote(List<String> words) {
        var quote = fake.quoteOutgoing(new OutgoingOptions.Bolt11(words.getFirst(), null));
        return List.of(quote.amount().amount(), quote.fee().amount(), hash(words.getFirst()));
    }

    private List<Object> pay(List<String> words) {
        String invoice = words.get(1);
        hashes.put(attempt(words), hash(invoice));
        return said(fake.pay(
                attempt(words), new OutgoingOptions.Bolt11(invoice, null), Money.sat(Long.parseLong(words.get(2)))));
    }

    private List<Object> paymentsFor(List<String> words) {
        return fake.incomingPayments(LookupId.of(new PaymentHash(words.getFirst()))).stream()
                .<Object>map(
                        payment -> payment.paymentId() + " " + payment.amount().amount())
                .toList();
    }

    private static AttemptId attempt(List<String> words) {
        return AttemptId.parse(words.getFirst());
    }

    private static String hash(String invoice) {
        return Bolt11Invoice.parse(invoice).paymentHash().hex();
    }

    static List<Object> said(PaymentOutcome outcome) {
        return switch (outcome) {
            case PaymentOutcome.Paid paid -> List.of("paid", paid.spent().amount());
            case PaymentOutcome.Failed failed -> List.of("failed", failed.reason());
            case PaymentOutcome.Unresolved _ -> List.of("unresolved");
        };
    }

    private static void answer(HttpServer server, String verb, Function<List<String>, List<Object>> answer) {
        server.createContext("/" + verb, exchange -> answer(exchange, answer));
    }

    private static void answer(HttpExchange exchange, Function<List<String>, List<Object>> answer) throws IOException {
        try (exchange) {
            var words = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            byte[] said = answer.apply(words).stream()
                    .map(String::valueOf)
                    .collect(Collectors.joining("\n"))
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, said.length == 0 ? -1 : said.length);
            exchange.getResponseBody().write(said);
        }
    }
}
