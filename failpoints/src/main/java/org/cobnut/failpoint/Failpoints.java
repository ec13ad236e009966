package org.cobnut.failpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

import org.cobnut.failpoint.Failpoint.Moment;

/// A folder in which a test arms failpoints, each once, by a file that has its name. The first thread of any process
/// that comes there takes the file away, which the test can see, and stands still: what is killed then, is killed at
/// that very step.
public record Failpoints(Path folder) {

    private static final String PROPERTY = "cobnut.failpoints";
    private static final Duration LOOK_AGAIN = Duration.ofMillis(10);
    private static final Map<String, List<Failpoint>> PLACES = new ConcurrentHashMap<>();

    /// What happens to a thread that comes by.
    public enum Effect {
        /// A thread that comes by stands still until the failpoint is disarmed.
        STOP,
        /// What was done is done, but its answer is lost with the connection.
        LOSE_ANSWER
    }

    static boolean areOn() {
        return System.getProperty(PROPERTY) != null;
    }

    static Failpoints ofThisProcess() {
        return new Failpoints(Path.of(System.getProperty(PROPERTY, "")));
    }

    /// The option of a JVM that heeds this folder.
    public String jvmOption() {
        return "-D" + PROPERTY + "=" + folder;
    }

    public void arm(Failpoint failpoint, Effect effect) {
        write(armed(failpoint), effect.name());
    }

    /// Sets the clock of a mint that goes by a wrong one: so far ahead from now on, or behind.
    public void setClock(Duration offset) {
        write(clock(), offset.toString());
    }

    /// How far the clock has been set ahead; nothing if it has not been.
    Optional<Duration> clockOffset() {
        try {
            return Files.exists(clock()) ? Optional.of(Duration.parse(Files.readString(clock()))) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Whether somebody has come there since it was armed.
    public boolean isHit(Failpoint failpoint) {
        return Files.exists(hit(failpoint));
    }

    /// Forgets that somebody came there, or was to; who stands there, goes on.
    public void disarm(Failpoint failpoint) {
        try {
            Files.deleteIfExists(hit(failpoint));
            Files.deleteIfExists(armed(failpoint));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Passes, unless one of the failpoints here is armed.
    ///
    /// @throws LostAnswerException if that is its effect
    void pass(Moment when, String where) {
        for (var failpoint : PLACES.computeIfAbsent(when + " " + where, _ -> at(when, where))) {
            if (Files.exists(armed(failpoint))) {
                take(failpoint);
            }
        }
    }

    private static List<Failpoint> at(Moment when, String where) {
        return Arrays.stream(Failpoint.values())
                .filter(failpoint -> failpoint.isAt(when, where))
                .toList();
    }

    private void take(Failpoint failpoint) {
        try {
            var effect = Effect.valueOf(Files.readString(armed(failpoint)));
            Files.move(armed(failpoint), hit(failpoint), StandardCopyOption.ATOMIC_MOVE);
            switch (effect) {
                case STOP -> standStill(hit(failpoint));
                case LOSE_ANSWER -> throw new LostAnswerException();
            }
        } catch (NoSuchFileException _) {
            // another thread came first
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void standStill(Path hit) {
        while (Files.exists(hit)) {
            LockSupport.parkNanos(this, LOOK_AGAIN.toNanos());
        }
    }

    private void write(Path file, String text) {
        try {
            Files.createDirectories(folder);
            Path draft = Files.writeString(folder.resolve(file.getFileName() + ".draft"), text);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path clock() {
        return folder.resolve("clock");
    }

    private Path armed(Failpoint failpoint) {
        return folder.resolve(failpoint.name());
    }

    private Path hit(Failpoint failpoint) {
        return folder.resolve(failpoint + ".hit");
    }

    /// Thrown where an answer is to be lost.
    static final class LostAnswerException extends RuntimeException {
        private static final long serialVersionUID = 1;

        LostAnswerException() {
            super("a failpoint has lost the answer");
        }
    }
}
