package org.cobnut.mint.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

/// A mint that runs in this process on ports of its own, with a new database, the fake processor and a known seed.
public final class Mint implements AutoCloseable {

    public static final String MNEMONIC =
            "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about";

    private final Engine engine;
    private final Path directory;
    private final ConfigurableApplicationContext context;
    private final HttpClient client = HttpClient.newHttpClient();

    private Mint(Engine engine, Path directory, ConfigurableApplicationContext context) {
        this.engine = engine;
        this.directory = directory;
        this.context = context;
    }

    /// A mint as most tests want it.
    static Mint start(Engine engine) {
        return start(engine, Map.of());
    }

    /// A mint for one test alone, which has to close it.
    ///
    /// @param settings properties beyond or instead of the usual ones of tests
    public static Mint start(Engine engine, Map<String, String> settings) {
        try {
            var directory = Files.createTempDirectory("mint");
            return new Mint(engine, directory, run(engine, directory, settings));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static ConfigurableApplicationContext run(Engine engine, Path directory, Map<String, String> settings) {
        var properties = new HashMap<String, Object>(engine.settings(directory));
        properties.put("server.port", "0");
        properties.put("management.server.port", "0");
        properties.put("cobnut.data-dir", directory.toString());
        if (!settings.containsKey("cobnut.signatory.kind")) { // else it has no seed
            properties.put("cobnut.mnemonic", MNEMONIC);
        }
        properties.put("cobnut.processors.fake.kind", "fake");
        properties.put("cobnut.fake.min-delay", "200ms");
        properties.put("cobnut.fake.max-delay", "200ms");
        properties.putAll(settings);
        var arguments = properties.entrySet().stream()
                .map(property -> "--" + property.getKey() + "=" + property.getValue())
                .toArray(String[]::new);
        return new SpringApplication(application()).run(arguments);
    }

    /// The application is package-private: nobody but `main` starts it in earnest.
    private static Class<?> application() {
        try {
            return Class.forName("org.cobnut.mint.MintApplication");
        } catch (ClassNotFoundException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// Where this mint answers.
    ///
    /// @param path begins with a slash
    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    /// Where Actuator answers.
    public URI managementUri(String path) {
        return URI.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.management.port") + path);
    }

    public int port() {
        var server = ((WebServerApplicationContext) context).getWebServer();
        return server == null ? -1 : server.getPort();
    }

    public Answer get(String path) {
        return send(HttpRequest.newBuilder(uri(path)));
    }

    public Answer post(String path, String json) {
        return send(HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    public Answer send(HttpRequest.Builder request) {
        try {
            return new Answer(client.send(request.build(), HttpResponse.BodyHandlers.ofString()));
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    /// A part of the running mint, such as a processor that a test scripts.
    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /// Ends the mint as SIGTERM would; its files stay until it is closed.
    public void stop() {
        context.close();
    }

    @Override
    public void close() throws IOException {
        client.close();
        context.close();
        FileSystemUtils.deleteRecursively(directory);
    }

    @Override
    public String toString() {
        return engine.name();
    }
}
