import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/// Reads Surefire's reports below a folder: a table of minutes per module, a line for what could not run, and the totals.
/// Ends with 1 where a test failed, none ran, or (COBNUT_TEST_STRICT=1) one could not run.
static final Map<String, Part> PARTS = new TreeMap<>();

static final class Part {
    int tests;
    int failed;
    int skipped;
    double seconds;
}

void main(String[] arguments) throws Exception {
    Set<String> notRun = new LinkedHashSet<>();
    for (Path report : reports(Path.of(arguments[0]))) {
        read(report, notRun);
    }
    IO.println("\n%-16s %7s %7s %8s %8s".formatted("module", "tests", "failed", "not run", "minutes"));
    PARTS.forEach((module, part) -> IO.println("%-16s %7d %7d %8d %8.1f"
            .formatted(module, part.tests, part.failed, part.skipped, part.seconds / 60)));
    notRun.forEach(reason -> IO.println("not run: " + reason));
    int failed = PARTS.values().stream().mapToInt(part -> part.failed).sum();
    int skipped = PARTS.values().stream().mapToInt(part -> part.skipped).sum();
    int passed = PARTS.values().stream().mapToInt(part -> part.tests).sum() - failed - skipped;
    IO.println("%d passed, %d failed, %d skipped".formatted(passed, failed, skipped));
    boolean strict = "1".equals(System.getenv("COBNUT_TEST_STRICT"));
    System.exit(failed > 0 || passed == 0 || (strict && skipped > 0) ? 1 : 0);
}

List<Path> reports(Path root) throws IOException {
    List<Path> found = new ArrayList<>();
    try (var modules = Files.newDirectoryStream(root, Files::isDirectory)) {
        for (Path module : modules) {
            Path folder = module.resolve("target/surefire-reports");
            if (Files.isDirectory(folder)) {
                try (var files = Files.newDirectoryStream(folder, "TEST-*.xml")) {
                    files.forEach(found::add);
                }
            }
        }
    }
    return found;
}

void read(Path report, Set<String> notRun) throws Exception {
    Element suite = DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(report.toFile())
            .getDocumentElement();
    String module = report.getName(report.getNameCount() - 4).toString();
    Part part = PARTS.computeIfAbsent(module, _ -> new Part());
    // Counted one by one: of a class that runs once per database, the attributes tell of the last run only.
    part.tests += suite.getElementsByTagName("testcase").getLength();
    part.failed += suite.getElementsByTagName("failure").getLength()
            + suite.getElementsByTagName("error").getLength();
    part.skipped += suite.getElementsByTagName("skipped").getLength();
    part.seconds += seconds(suite.getElementsByTagName("testcase"));
    NodeList skipped = suite.getElementsByTagName("skipped");
    for (int i = 0; i < skipped.getLength(); i++) {
        notRun.add(reason((Element) skipped.item(i)));
    }
}

/// A disabled test has its reason in an attribute, one that gave up has it in the first line of its stack trace.
String reason(Element skipped) {
    String message = skipped.getAttribute("message");
    return message.isEmpty()
            ? skipped.getTextContent().lines().findFirst().orElse("").replaceFirst("^[\\w.]+Exception: ", "")
            : message;
}

double seconds(NodeList tests) {
    double seconds = 0;
    for (int i = 0; i < tests.getLength(); i++) {
        seconds += Double.parseDouble(((Element) tests.item(i)).getAttribute("time").replace(",", ""));
    }
    return seconds;
}
