package org.cobnut.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.regex.Pattern;

/// How many statements a mint has executed since its start, as its Prometheus endpoint says.
///
/// @param statements without the ends of transactions
/// @param commits how many transactions were committed
record StatementCounts(double statements, double commits) {

    static final StatementCounts UNKNOWN = new StatementCounts(Double.NaN, Double.NaN);

    private static final Pattern COUNT = Pattern.compile(
            "^cobnut_statement_seconds_count\\{.*?statement=\"([^\"]*)\".*?}\\s+(\\S+)", Pattern.MULTILINE);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);
    private static final int OK = 200;

    /// Asks a mint.
    static StatementCounts of(HttpClient http, URI endpoint) {
        var request = HttpRequest.newBuilder(endpoint).timeout(ANSWER_LIMIT).build();
        try {
            var answer = http.send(request, BodyHandlers.ofString());
            return answer.statusCode() == OK ? parse(answer.body()) : UNKNOWN;
        } catch (IOException _) {
            return UNKNOWN;
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }

    /// Reads the text of the endpoint.
    static StatementCounts parse(String prometheus) {
        double statements = 0;
        double commits = 0;
        for (var match : COUNT.matcher(prometheus).results().toList()) {
            double count = Double.parseDouble(match.group(2));
            switch (match.group(1)) {
                case "commit" -> commits += count;
                case "begin", "rollback" -> {}
                default -> statements += count;
            }
        }
        return statements + commits == 0 ? UNKNOWN : new StatementCounts(statements, commits);
    }
}
