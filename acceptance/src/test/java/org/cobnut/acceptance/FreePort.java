package org.cobnut.acceptance;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/// Ports for programs that have to be told one. None is given out twice, and none is of those that the system gives to
/// outgoing connections: between its being found free and its being used nothing else takes it.
final class FreePort {

    private static final int FIRST = 12_000;
    private static final int COUNT = 20_000;

    private static final AtomicInteger next =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(COUNT));

    private FreePort() {}

    static int take() {
        int port = FIRST + next.getAndIncrement() % COUNT;
        return isFree(port) ? port : take();
    }

    private static boolean isFree(int port) {
        try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return true;
        } catch (IOException _) {
            return false;
        }
    }
}
