package org.cobnut.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// What Linux knows about processes. Everywhere else, and of processes that are gone, it knows nothing: NaN.
final class Processes {

    /// Linux counts CPU time in hundredths of a second for programs, whatever the kernel's own clock.
    private static final int MS_PER_TICK = 10;

    private static final int PARENT = 1;
    private static final int USER_TICKS = 11;
    private static final int SYSTEM_TICKS = 12;
    private static final int CHILDREN_USER_TICKS = 13;
    private static final int CHILDREN_SYSTEM_TICKS = 14;
    private static final double MB = 1024;

    private final Path proc;

    Processes(Path proc) {
        this.proc = proc;
    }

    /// CPU time of a process, in milliseconds.
    double cpuMillis(long pid) {
        return ticks(pid, USER_TICKS, SYSTEM_TICKS) * MS_PER_TICK;
    }

    /// CPU time of a process, of its children and of those that have ended, in milliseconds.
    double cpuMillisWithChildren(long pid) {
        double own = ticks(pid, USER_TICKS, SYSTEM_TICKS, CHILDREN_USER_TICKS, CHILDREN_SYSTEM_TICKS);
        double children = children(pid).stream()
                .mapToDouble(child -> ticks(child, USER_TICKS, SYSTEM_TICKS))
                .filter(Double::isFinite)
                .sum();
        return (own + children) * MS_PER_TICK;
    }

    /// The most memory that a process has had, in megabytes.
    double peakMemory(long pid) {
        try (Stream<String> lines = Files.lines(proc.resolve(pid + "/status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / MB)
                    .findFirst()
                    .orElse(Double.NaN);
        } catch (IOException _) {
            return Double.NaN;
        }
    }

    /// The process that has started this one; 0 if unknown.
    long parent(long pid) {
        var fields = stat(pid);
        return fields.isEmpty() ? 0 : Long.parseLong(fields.get(PARENT));
    }

    private List<Long> children(long parent) {
        var children = new ArrayList<Long>();
        try (var folders = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (var folder : folders) {
                long pid = Long.parseLong(String.valueOf(folder.getFileName()));
                if (parent(pid) == parent) {
                    children.add(pid);
                }
            }
        } catch (IOException _) {
            return List.of();
        }
        return children;
    }

    private double ticks(long pid, int... fields) {
        var stat = stat(pid);
        if (stat.isEmpty()) {
            return Double.NaN;
        }
        double sum = 0;
        for (int field : fields) {
            sum += Long.parseLong(stat.get(field));
        }
        return sum;
    }

    /// What follows the name, which may hold blanks and brackets itself.
    private List<String> stat(long pid) {
        try {
            var line = Files.readString(proc.resolve(pid + "/stat"));
            return List.of(line.substring(line.lastIndexOf(')') + 2).strip().split(" "));
        } catch (IOException _) {
            return List.of();
        }
    }
}
