package org.cobnut.mint.info;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/// A tab of this machine's chromium, driven through its DevTools protocol.
final class Chromium implements AutoCloseable {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final String LISTENING = "DevTools listening on ws://";

    private final Process process;
    private final Path profile;
    private final HttpClient client = HttpClient.newHttpClient();
    private final BlockingQueue<JsonNode> messages = new LinkedBlockingQueue<>();
    private final List<JsonNode> seen = new CopyOnWriteArrayList<>();
    private final WebSocket socket;
    private int calls;

    /// Where this machine has it.
    static Optional<Path> installed() {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, "chromium"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    Chromium(Path program) throws IOException, InterruptedException {
        profile = Files.createTempDirectory("chromium");
        // Root may not use the sandbox; the other switches keep the browser itself off the network.
        process = new ProcessBuilder(
                        program.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile)
                .start();
        var request = HttpRequest.newBuilder(URI.create("http://" + debugger(process) + "/json/new?about:blank"))
                .PUT(HttpRequest.BodyPublishers.noBody())
                .build();
        var tab = MAPPER.readTree(client.send(request, BodyHandlers.ofString()).body());
        socket = client.newWebSocketBuilder()
                .buildAsync(URI.create(tab.get("webSocketDebuggerUrl").asString()), new Collector())
                .join();
        call("Page.enable", Map.of());
        call("Network.enable", Map.of());
        call("Log.enable", Map.of());
    }

    /// Opens `uri` at a width in CSS pixels and waits until it is loaded.
    ///
    /// @param scheme `light` or `dark`
    void open(URI uri, int width, String scheme) throws InterruptedException {
        var size = Map.of("width", width, "height", 800, "deviceScaleFactor", 1, "mobile", width < 500);
        call("Emulation.setDeviceMetricsOverride", size);
        var feature = Map.of("name", "prefers-color-scheme", "value", scheme);
        call("Emulation.setEmulatedMedia", Map.of("features", List.of(feature)));
        seen.clear();
        call("Page.navigate", Map.of("url", uri.toString()));
        if (events("Page.loadEventFired").isEmpty()) {
            await(message -> isEvent(message, "Page.loadEventFired"));
        }
    }

    /// What the expression is worth in the open page.
    JsonNode evaluate(String expression) throws InterruptedException {
        var answer = call("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true));
        return answer.get("result").get("value");
    }

    /// The whole page as a PNG in base 64.
    String screenshot() throws InterruptedException {
        return call("Page.captureScreenshot", Map.of("captureBeyondViewport", true))
                .get("data")
                .asString();
    }

    /// The parameters of the events of this name since the page was opened.
    List<JsonNode> events(String name) {
        return seen.stream()
                .filter(message -> isEvent(message, name))
                .map(event -> event.get("params"))
                .toList();
    }

    private JsonNode call(String method, Map<String, ?> parameters) throws InterruptedException {
        int id = ++calls;
        var text = MAPPER.writeValueAsString(Map.of("id", id, "method", method, "params", parameters));
        socket.sendText(text, true).join();
        var answer = await(message -> message.path("id").asInt(-1) == id);
        assertThat(answer.has("result")).as(answer.toString()).isTrue();
        return answer.get("result");
    }

    private JsonNode await(Predicate<JsonNode> wanted) throws InterruptedException {
        while (true) {
            var message = messages.poll(30, TimeUnit.SECONDS);
            assertThat(message).as("an answer of chromium").isNotNull();
            seen.add(message);
            if (wanted.test(message)) {
                return message;
            }
        }
    }

    private static boolean isEvent(JsonNode message, String name) {
        return message.path("method").asString("").equals(name);
    }

    private static String debugger(Process process) throws IOException {
        BufferedReader lines = process.errorReader();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(LISTENING)) {
                // Nobody may be left with a full pipe.
                Thread.ofVirtual().start(() -> lines.lines().forEach(_ -> {}));
                return line.substring(LISTENING.length(), line.indexOf("/devtools"));
            }
        }
        throw new IOException("chromium did not start");
    }

    @Override
    public void close() throws IOException {
        socket.abort();
        client.shutdownNow();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().join();
        FileSystemUtils.deleteRecursively(profile);
    }

    private final class Collector implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                messages.add(MAPPER.readTree(text.toString()));
                text.setLength(0);
            }
            from.request(1);
            return null;
        }
    }
}
