package org.cobnut.failpoint;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

import org.cobnut.payment.ProcessorUnavailableException;

/// Talks to a node: words out, each on a line of its own, and words back.
final class NodeLine {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final URI node;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    NodeLine(URI node) {
        this.node = node;
    }

    /// @throws ProcessorUnavailableException if no answer comes, after which nobody knows what the node has done
    List<String> ask(String verb, Object... words) {
        var text = String.join(
                "\n", java.util.Arrays.stream(words).map(String::valueOf).toList());
        var request = HttpRequest.newBuilder(node.resolve("/" + verb))
                .timeout(LIMIT)
                .POST(BodyPublishers.ofString(text))
                .build();
        try {
            var answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new ProcessorUnavailableException("the node answers " + answer.statusCode());
            }
            return answer.body().isEmpty() ? List.of() : answer.body().lines().toList();
        } catch (IOException e) {
            throw new ProcessorUnavailableException("the node is away: " + e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new ProcessorUnavailableException("interrupted while asking the node");
        }
    }
}
