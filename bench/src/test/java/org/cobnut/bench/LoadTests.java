package org.cobnut.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LoadTests {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void sendsEachRequestOnceAndKeepsItsAnswer() throws IOException {
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        try (var server = new ScriptedServer((exchange, body) -> {
            seen.add(body);
            ScriptedServer.whole(exchange, 200, "<" + body + ">");
        })) {
            var bodies = IntStream.range(0, 100).mapToObj(Integer::toString).toList();
            var requests = bodies.stream()
                    .map(body -> Connection.post(server.url(), "/", body))
                    .toList();

            var result = Load.run(server.url(), requests, 4, MINUTE);

            assertThat(seen).containsExactlyInAnyOrderElementsOf(bodies);
            assertThat(result.answers())
                    .containsExactlyElementsOf(
                            bodies.stream().map(body -> "<" + body + ">").toList());
            assertThat(result.latencies().count()).isEqualTo(100);
            assertThat(result.rate()).isPositive();
            assertThat(result.refusal()).isNull();
        }
    }

    @Test
    void countsRefusalsAndShowsTheFirst() throws IOException {
        try (var server = new ScriptedServer(
                (exchange, body) -> ScriptedServer.whole(exchange, body.equals("bad") ? 400 : 200, "{" + body + "}"))) {
            var requests =
                    List.of(Connection.post(server.url(), "/", "good"), Connection.post(server.url(), "/", "bad"));

            var result = Load.run(server.url(), requests, 1, MINUTE);

            assertThat(result.answers()).containsExactly("{good}", null);
            assertThat(result.refused()).isEqualTo(1);
            assertThat(result.refusal()).isEqualTo("400 {bad}");
            assertThat(result.latencies().count()).isEqualTo(1);
        }
    }

    @Test
    void endsWhenItsTimeIsOver() throws IOException {
        try (var server = new ScriptedServer((exchange, body) -> ScriptedServer.whole(exchange, 200, body))) {
            var requests = List.of(Connection.post(server.url(), "/", ""));

            var result = Load.run(server.url(), requests, 1, Duration.ofNanos(-1));

            assertThat(result.latencies().count()).isZero();
            assertThat(result.answers()).containsExactly((String) null);
        }
    }
}
