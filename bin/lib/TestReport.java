import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/// Reads Surefire's reports below a folder: a table of minutes per module, the classes that took longest, a line for what
/// could not run, the lines that it is given beyond the folder, and the totals. Ends with 1 where a test failed, none ran, or
/// (COBNUT_TEST_STRICT=1) one could not run.
static final Map<String, Part> PARTS = new TreeMap<>();

static final int DEAREST = 12;

/// How long a class took on the clock. The times of its tests, added up, are something else where tests run side by side.
record ClassTime(String module, String name, double seconds) {}

static final class Part {
    int tests;
    int failed;
    int skipped;
    double seconds;
}

void main(String[] arguments) throws Exception {
    Set<String> notRun = new LinkedHashSet<>();
    List<ClassTime> times = new ArrayList<>();
    for (List<Path> module : reports(Path.of(arguments[0]))) {
        for (Path report : module) {
            read(report, notRun);
        }
        times.addAll(times(module));
    }
    times.forEach(time -> PARTS.get(time.module).seconds += time.seconds);
    IO.println("\n%-16s %7s %7s %8s %8s".formatted("module", "tests", "failed", "not run", "minutes"));
    PARTS.forEach((module, part) -> IO.println("%-16s %7d %7d %8d %8.1f"
            .formatted(module, part.tests, part.failed, part.skipped, part.seconds / 60)));
    IO.println("\n%-50s %7s".formatted("class", "minutes"));
    times.stream()
            .sorted(Comparator.comparingDouble(ClassTime::seconds).reversed())
            .limit(DEAREST)
            .forEach(time -> IO.println("%-50s %7.1f".formatted(time.name, time.seconds / 60)));
    IO.println();
    notRun.forEach(reason -> IO.println("not run: " + reason));
    Arrays.stream(arguments).skip(1).forEach(IO::println);
    int failed = PARTS.values().stream().mapToInt(part -> part.failed).sum();
    int skipped = PARTS.values().stream().mapToInt(part -> part.skipped).sum();
    int passed = PARTS.values().stream().mapToInt(part -> part.tests).sum() - failed - skipped;
    IO.println("%d passed, %d failed, %d skipped".formatted(passed, failed, skipped));
    boolean strict = "1".equals(System.getenv("COBNUT_TEST_STRICT"));
    System.exit(failed > 0 || passed == 0 || (strict && skipped > 0) ? 1 : 0);
}

/// Each module's reports, in the order in which they were written.
List<List<Path>> reports(Path root) throws IOException {
    List<List<Path>> found = new ArrayList<>();
    try (var modules = Files.newDirectoryStream(root, Files::isDirectory)) {
        for (Path module : modules) {
            Path folder = module.resolve("target/surefire-reports");
            if (Files.isDirectory(folder)) {
                try (var files = Files.list(folder)) {
                    found.add(files.filter(file -> file.getFileName().toString().matches("TEST-.*\\.xml"))
                            .sorted(Comparator.comparing(this::written))
                            .toList());
                }
            }
        }
    }
    return found;
}

/// The classes of a module run one after the other, and each has its report written at its end: it took as long as since the
/// report before. Surefire's own figure is of the last run only for a class that runs once per database.
List<ClassTime> times(List<Path> reports) throws Exception {
    List<ClassTime> times = new ArrayList<>();
    Instant before = null;
    for (Path report : reports) {
        double seconds = before == null
                ? Double.parseDouble(suite(report).getAttribute("time").replace(",", ""))
                : Duration.between(before, written(report)).toMillis() / 1000.0;
        var name = report.getFileName().toString().replaceAll("TEST-(.*\\.)?(.*)\\.xml", "$2");
        times.add(new ClassTime(module(report), name, seconds));
        before = written(report);
    }
    return times;
}

Instant written(Path report) {
    try {
        return Files.getLastModifiedTime(report).toInstant();
    } catch (IOException e) {
        throw new UncheckedIOException(e);
    }
}

String module(Path report) {
    return report.getName(report.getNameCount() - 4).toString();
}

Element suite(Path report) throws Exception {
    return DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(report.toFile())
            .getDocumentElement();
}

void read(Path report, Set<String> notRun) throws Exception {
    Element suite = suite(report);
    Part part = PARTS.computeIfAbsent(module(report), _ -> new Part());
    // Counted one by one: of a class that runs once per database, the attributes tell of the last run only.
    part.tests += suite.getElementsByTagName("testcase").getLength();
    part.failed += suite.getElementsByTagName("failure").getLength()
            + suite.getElementsByTagName("error").getLength();
    part.skipped += suite.getElementsByTagName("skipped").getLength();
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
