package org.cobnut.mint.http;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.cobnut.mint.testing.Engine;
import org.cobnut.mint.testing.Mint;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// A mint of its own that is stopped under load, and one with little patience.
class StoppingTests {

    private static final int PATIENCE_SECONDS = 20;

    @Test
    void answersWhatIsUnderWayAndTakesNothingNew() throws Exception {
        try (var mint = Mint.start(Engine.SQLITE, Map.of());
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var port = mint.port();
            var faults = mint.bean(FaultyController.class);
            var answer = threads.submit(() -> mint.get("/v1/faults/none"));
            faults.awaitRequest();

            var stopping = threads.submit(mint::stop);
            Awaitility.await().until(() -> !accepts(port));
            faults.answer();

            assertThat(answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS)
                            .ok()
                            .get("done")
                            .asBoolean())
                    .isTrue();
            stopping.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
    }

    private static boolean accepts(int port) throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (ConnectException _) {
            return false;
        }
    }

    @Test
    void givesUpOnBodiesThatTrickleIn() throws Exception {
        try (var mint = Mint.start(Engine.SQLITE, Map.of("cobnut.limits.body-time", "100ms"));
                var socket = new Socket(InetAddress.getLoopbackAddress(), mint.port())) {
            var out = socket.getOutputStream();
            out.write(
                    "POST /v1/swap HTTP/1.1\r\nHost: mint\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n"
                            .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            var in = socket.getInputStream();
            Awaitility.await().until(() -> {
                if (in.available() == 0) {
                    out.write(' ');
                    out.flush();
                }
                return in.available() > 0;
            });

            assertThat(new String(in.readNBytes(12), java.nio.charset.StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 408");
        }
    }
}
