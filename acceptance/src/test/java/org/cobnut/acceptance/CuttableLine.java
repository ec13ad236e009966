package org.cobnut.acceptance;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A line to a database or another server that can be cut, with whatever is on its way; whoever dials again gets a new
/// one.
final class CuttableLine implements AutoCloseable {

    private static final Pattern SERVER = Pattern.compile("jdbc:postgresql://([^:/]+)(?::(\\d+))?/");
    private static final int POSTGRES_PORT = 5432;

    private static final int BUFFER = 8192;

    /// Held while nothing may pass.
    private final ReentrantReadWriteLock flow = new ReentrantReadWriteLock();

    private final ServerSocket door;
    private final InetSocketAddress server;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicLong lost = new AtomicLong();
    private volatile boolean losesAnswers;

    private CuttableLine(InetSocketAddress server) throws IOException {
        this.server = server;
        this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.startVirtualThread(this::accept);
    }

    /// A line to the server of a JDBC address.
    static CuttableLine to(String url) {
        try {
            Matcher matcher = server(url);
            int port = matcher.group(2) == null ? POSTGRES_PORT : Integer.parseInt(matcher.group(2));
            return new CuttableLine(new InetSocketAddress(matcher.group(1), port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A line to a server on this machine.
    static CuttableLine to(int port) {
        try {
            return new CuttableLine(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Where to dial it.
    int port() {
        return door.getLocalPort();
    }

    /// The JDBC address that goes through this line.
    String through(String url) {
        var matcher = server(url);
        return "jdbc:postgresql://127.0.0.1:" + door.getLocalPort() + "/" + url.substring(matcher.end());
    }

    /// Lets nothing through for so long.
    void hold(Duration duration) {
        flow.writeLock().lock();
        try {
            LockSupport.parkNanos(duration.toNanos());
        } finally {
            flow.writeLock().unlock();
        }
    }

    /// From now on what is asked arrives, and what is answered does not, until the line is cut.
    void loseAnswers() {
        lost.set(0);
        losesAnswers = true;
    }

    /// How many bytes of answers have been lost.
    long lost() {
        return lost.get();
    }

    /// Cuts all connections at once.
    void cut() {
        losesAnswers = false;
        sockets.forEach(CuttableLine::closeQuietly);
        sockets.clear();
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cut();
    }

    private static Matcher server(String url) {
        var matcher = SERVER.matcher(url);
        if (!matcher.find()) {
            throw new IllegalArgumentException("not an address of PostgreSQL");
        }
        return matcher;
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                join(door.accept());
            } catch (IOException _) {
                // closed, or the server is away: the caller sees a connection that ends at once
            }
        }
    }

    // Both ends are closed when either is, by the pumps.
    private void join(Socket caller) throws IOException {
        sockets.add(caller);
        var callee = new Socket();
        sockets.add(callee);
        try {
            callee.connect(server);
        } catch (IOException e) {
            closeQuietly(caller);
            closeQuietly(callee);
            throw e;
        }
        Thread.startVirtualThread(() -> pump(caller, callee, false));
        Thread.startVirtualThread(() -> pump(callee, caller, true));
    }

    private void pump(Socket from, Socket to, boolean isAnswer) {
        try {
            var buffer = new byte[BUFFER];
            for (int read = from.getInputStream().read(buffer);
                    read >= 0;
                    read = from.getInputStream().read(buffer)) {
                if (isAnswer && losesAnswers) {
                    lost.addAndGet(read);
                } else {
                    write(to.getOutputStream(), buffer, read);
                }
            }
        } catch (IOException _) {
            // cut
        } finally {
            closeQuietly(from);
            closeQuietly(to);
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    private void write(OutputStream to, byte[] bytes, int length) throws IOException {
        flow.readLock().lock();
        try {
            to.write(bytes, 0, length);
        } finally {
            flow.readLock().unlock();
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException _) {
            // it is of no use any more
        }
    }
}
