package org.cobnut.acceptance;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Some things that are alike, each for one test at a time. Tests that kill a mint wait for its next start most of the
/// time, so there are more of them than processors.
final class Pool<T> {

    private static final int SIZE = 3;

    private final BlockingQueue<T> free = new LinkedBlockingQueue<>();

    Pool(Supplier<T> make) {
        Stream.generate(make).limit(SIZE).forEach(free::add);
    }

    /// Waits until one is free, and has it used.
    void lend(Consumer<T> use) {
        T lent = take();
        try {
            use.accept(lent);
        } finally {
            free.add(lent);
        }
    }

    /// Does something to each that is free.
    void forEach(Consumer<T> action) {
        free.forEach(action);
    }

    private T take() {
        try {
            return free.take();
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }
}
