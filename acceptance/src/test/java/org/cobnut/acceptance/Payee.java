package org.cobnut.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.cobnut.payment.Money;
import org.cobnut.payment.fake.FakeInvoice;

/// Somebody outside the mint who wants to be paid: gives out invoices, to Java by a call and to other programs over
/// HTTP, `GET /invoice?amountMsat=…&description=…`.
final class Payee implements AutoCloseable {

    private final HttpServer server;

    Payee() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/invoice", Payee::answer);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /// A new invoice.
    ///
    /// @param description what the payer sees; a JSON of states steers how the mint's fake Lightning pays it
    static String invoice(long amountMsat, String description) {
        return FakeInvoice.of(Money.msat(amountMsat), description).text();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static void answer(HttpExchange exchange) throws IOException {
        Map<String, String> query = Arrays.stream(
                        exchange.getRequestURI().getRawQuery().split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
        byte[] invoice = invoice(
                        Long.parseLong(query.getOrDefault("amountMsat", "")), query.getOrDefault("description", ""))
                .getBytes(StandardCharsets.US_ASCII);
        try (exchange) {
            exchange.sendResponseHeaders(200, invoice.length);
            exchange.getResponseBody().write(invoice);
        }
    }
}
