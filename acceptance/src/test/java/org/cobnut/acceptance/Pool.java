package org.cobnut.acceptance;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Some things that are alike, made when they are first needed, each for one test at a time. Tests that kill a mint
/// wait for its next start most of the time, so there are more of them than processors.
final class Pool<T> {

    private static final int SIZE = 3;

    private final BlockingQueue<T> free = new LinkedBlockingQueue<>();
    private final AtomicInteger made = new AtomicInteger();
    private final Supplier<T> make;

    Pool(Supplier<T> make) {
        this.make = make;
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
        var waiting = free.poll();
        if (waiting != null) {
            return waiting;
        }
        if (made.getAndUpdate(count -> Math.min(count + 1, SIZE)) < SIZE) {
            return make();
        }
        try {
            return free.take();
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }

    private T make() {
        boolean isMade = false;
        try {
            T fresh = make.get();
            isMade = true;
            return fresh;
        } finally {
            if (!isMade) {
                made.decrementAndGet();
            }
        }
    }
}
