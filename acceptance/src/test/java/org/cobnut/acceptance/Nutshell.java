package org.cobnut.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/// Nutshell's wallet, driven by its command line.
///
/// @param folder where this wallet keeps its seed and its ecash
/// @param mint the mint it talks to
record Nutshell(Path folder, URI mint) {

    private static final Path RECIPE = Acceptance.folder().resolve("nutshell");
    /// Outlives clones: to fetch it takes a minute.
    private static final Path VENV = Path.of(
            System.getenv().getOrDefault("XDG_CACHE_HOME", System.getProperty("user.home") + "/.cache"),
            "cobnut",
            "nutshell");
    private static final Pattern BALANCE = Pattern.compile("Balance: (\\d+) sat");
    private static final Pattern TOKEN = Pattern.compile("^cashuB[\\w=-]+", Pattern.MULTILINE);
    private static final Pattern LOCK = Pattern.compile("P2PK:[0-9a-f]{66}");
    private static final Pattern MNEMONIC = Pattern.compile("Mnemonic:\\s+- ([a-z ]+)");

    /// Installs the packages that `requirements.txt` pins, unless they are there.
    ///
    /// @return why that cannot be done on this machine
    static synchronized Optional<String> install() {
        if (isInstalled()) {
            return Optional.empty();
        }
        var tools = new Command(RECIPE, Map.of(), Duration.ofMinutes(5));
        if (!tools.works("python3", "-c", "import venv, ensurepip")) {
            return Optional.of("nutshell's wallet against the mint: python3 with venv is missing");
        }
        for (var step : List.of(
                List.of("python3", "-m", "venv", "--clear", VENV.toString()),
                List.of(VENV.resolve("bin/pip").toString(), "install", "--quiet", "-r", "requirements.txt"))) {
            var done = tools.run(step);
            if (done.exit() != 0) {
                return Optional.of("nutshell's wallet against the mint: " + done.output());
            }
        }
        copy(RECIPE.resolve("requirements.txt"), VENV.resolve("requirements.txt"));
        return Optional.empty();
    }

    /// What is left to spend, in sat.
    int balance() {
        return lastBalance(run("balance"));
    }

    /// Pays an invoice of the mint (its fake Lightning does) and takes the ecash.
    void mint(int sats) {
        run("invoice", Integer.toString(sats));
    }

    /// Takes ecash out of the wallet.
    ///
    /// @return a token
    String send(int sats, String... options) {
        List<String> words = new ArrayList<>(List.of("send", Integer.toString(sats)));
        words.addAll(List.of(options));
        return find(TOKEN, run(words.toArray(String[]::new)));
    }

    void receive(String token) {
        run("receive", token);
    }

    /// Tries to receive a token that must be refused.
    ///
    /// @return what the wallet said about it
    String receiveInVain(String token) {
        var result = command().run(words("receive", token));
        assertThat(result.exit()).as(result.output()).isNotZero();
        return result.output();
    }

    void pay(String invoice) {
        assertThat(run("pay", invoice)).contains("Invoice paid");
    }

    /// A key of this wallet, in the form that `send --lock` takes.
    String lock() {
        return find(LOCK, run("lock", "p2pk"));
    }

    String mnemonic() {
        return find(MNEMONIC, run("info", "--mnemonic")).strip();
    }

    /// Fills this wallet, which must be new, from the words of another one.
    void restore(String mnemonic) {
        var result = command().run(words("restore"), mnemonic + "\n");
        assertThat(result.exit()).as(result.output()).isZero();
    }

    private String run(String... arguments) {
        var result = command().run(words(arguments));
        assertThat(result.exit())
                .as("cashu %s%n%s", String.join(" ", arguments), result.output())
                .isZero();
        return result.output();
    }

    private Command command() {
        return new Command(
                folder,
                Map.of(
                        "MINT_URL", mint.toString(),
                        "CASHU_DIR", folder.toString(),
                        "HOME", folder.toString(),
                        "TOR", "FALSE"),
                Duration.ofMinutes(1));
    }

    private static List<String> words(String... arguments) {
        List<String> words = new ArrayList<>(List.of(VENV.resolve("bin/cashu").toString(), "--yes"));
        words.addAll(List.of(arguments));
        return words;
    }

    private static int lastBalance(String output) {
        return BALANCE.matcher(output)
                .results()
                .map(match -> Integer.parseInt(match.group(1)))
                .reduce((_, last) -> last)
                .orElseThrow(() -> new AssertionError("no balance in:\n" + output));
    }

    private static String find(Pattern pattern, String output) {
        Matcher matcher = pattern.matcher(output);
        assertThat(matcher.find()).as("%s in:%n%s", pattern, output).isTrue();
        return matcher.group(matcher.groupCount());
    }

    private static boolean isInstalled() {
        try {
            Path installed = VENV.resolve("requirements.txt");
            return Files.exists(installed) && Files.mismatch(installed, RECIPE.resolve("requirements.txt")) == -1;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Path from, Path to) {
        try {
            Files.copy(from, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
