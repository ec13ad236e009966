package org.cobnut.acceptance;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/// The scenarios in `cashu-ts/`, which drive a mint with the wallet library of that name, under Node.
final class CashuTs {

    /// How one scenario ended.
    ///
    /// @param failure what went wrong; empty where nothing did
    record Scenario(String name, String failure) {}

    private static final Path FOLDER = Acceptance.folder().resolve("cashu-ts");

    private CashuTs() {}

    /// Installs the packages of the lock file, unless they are there.
    ///
    /// @return why that cannot be done on this machine
    static Optional<String> install() {
        var tools = new Command(FOLDER, Map.of(), Duration.ofMinutes(5));
        if (!tools.works("node", "--version") || !tools.works("npm", "--version")) {
            return Optional.of("cashu-ts against the mint: node or npm is missing");
        }
        if (!tools.works("node", "--experimental-websocket", "--test-reporter=junit", "--eval", "0")) {
            return Optional.of("cashu-ts against the mint: node is older than 20.10");
        }
        // npm notes in this file what it installed.
        if (isNewer(FOLDER.resolve("node_modules/.package-lock.json"), FOLDER.resolve("package-lock.json"))) {
            return Optional.empty();
        }
        var installed = tools.run(List.of("npm", "ci", "--no-audit", "--no-fund"));
        return Optional.of("cashu-ts against the mint: npm ci failed: " + installed.output())
                .filter(_ -> installed.exit() != 0);
    }

    static List<Scenario> run(URI mint, URI payee) {
        var node = new Command(
                FOLDER, Map.of("MINT_URL", mint.toString(), "PAYEE_URL", payee.toString()), Duration.ofMinutes(5));
        String report = node.run(List.of("node", "--test", "--experimental-websocket", "--test-reporter=junit"))
                .output();
        List<Scenario> scenarios = read(report);
        if (scenarios.isEmpty()) {
            throw new AssertionError("node ran no scenario:\n" + report);
        }
        return scenarios;
    }

    private static List<Scenario> read(String report) {
        // Node's warnings stand before the document.
        String xml = report.substring(Math.max(0, report.indexOf("<?xml")));
        try {
            var cases = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(xml)))
                    .getElementsByTagName("testcase");
            return IntStream.range(0, cases.getLength())
                    .mapToObj(i -> scenario((Element) cases.item(i)))
                    .toList();
        } catch (SAXException e) {
            throw new AssertionError("node did not report scenarios:\n" + report, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Scenario scenario(Element testcase) {
        var failures = testcase.getElementsByTagName("failure");
        return new Scenario(
                testcase.getAttribute("name"),
                failures.getLength() == 0 ? "" : failures.item(0).getTextContent());
    }

    private static boolean isNewer(Path path, Path than) {
        try {
            return Files.exists(path)
                    && Files.getLastModifiedTime(path).compareTo(Files.getLastModifiedTime(than)) >= 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
