package org.cobnut.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class ProcessesTests {

    @TempDir
    Path proc;

    private Processes processes;

    @BeforeEach
    void readsTheGivenFolder() {
        processes = new Processes(proc);
    }

    @Test
    void addsUserAndSystemTime() throws IOException {
        process(7, 1, 30, 12, 5, 5);

        assertThat(processes.cpuMillis(7)).isEqualTo(420);
    }

    @Test
    void addsChildrenAlsoThoseThatHaveEnded() throws IOException {
        process(7, 1, 30, 12, 5, 3);
        process(8, 7, 100, 0, 9, 9);
        process(9, 1, 1_000, 0, 0, 0);

        assertThat(processes.cpuMillisWithChildren(7)).isEqualTo(1_500);
    }

    @Test
    void findsTheParent() throws IOException {
        process(8, 7, 0, 0, 0, 0);

        assertThat(processes.parent(8)).isEqualTo(7);
        assertThat(processes.parent(9)).isZero();
    }

    @Test
    void readsThePeakOfMemory() throws IOException {
        Files.createDirectories(proc.resolve("7"));
        Files.writeString(proc.resolve("7/status"), "Name:\tjava\nVmHWM:\t  307200 kB\nVmRSS:\t 1 kB\n");

        assertThat(processes.peakMemory(7)).isEqualTo(300);
    }

    @Test
    void knowsNothingOfProcessesThatAreGone() {
        assertThat(processes.cpuMillis(7)).isNaN();
        assertThat(processes.peakMemory(7)).isNaN();
    }

    private void process(long pid, long parent, int user, int system, int childrenUser, int childrenSystem)
            throws IOException {
        Files.createDirectories(proc.resolve(Long.toString(pid)));
        Files.writeString(
                proc.resolve(pid + "/stat"),
                "%d (a ) name) S %d 1 1 0 -1 4194304 1 1 0 0 %d %d %d %d 20 0 30 0 99\n"
                        .formatted(pid, parent, user, system, childrenUser, childrenSystem));
    }
}
