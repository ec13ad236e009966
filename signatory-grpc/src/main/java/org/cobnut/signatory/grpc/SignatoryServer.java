package org.cobnut.signatory.grpc;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import org.cobnut.signatory.Signatory;

/// Serves a signatory to mints, ours and CDK's, until it is closed.
public final class SignatoryServer implements AutoCloseable {

    private static final int CALLS_PER_CONNECTION = 256;
    private static final Duration FASTEST_PING = Duration.ofSeconds(10);
    private static final Duration GOODBYE = Duration.ofSeconds(10);

    private final ExecutorService threads;
    private final Server server;

    private SignatoryServer(ExecutorService threads, Server server) {
        this.threads = threads;
        this.server = server;
    }

    /// Starts to listen.
    ///
    /// @param address port 0 takes a free one
    /// @param clock tells from when on new keysets are valid
    /// @throws IOException if the address cannot be had
    /// @throws IllegalArgumentException if `security` forbids it
    public static SignatoryServer start(
            Signatory signatory, InetSocketAddress address, TransportSecurity security, Clock clock)
            throws IOException {
        if (address.isUnresolved()) {
            throw new IllegalArgumentException("the host " + address.getHostString() + " has no address");
        }
        var credentials = security.server(address.getAddress());
        var threads = Executors.newVirtualThreadPerTaskExecutor();
        var server = NettyServerBuilder.forAddress(address, credentials)
                .executor(threads)
                .maxConcurrentCallsPerConnection(CALLS_PER_CONNECTION)
                .permitKeepAliveTime(FASTEST_PING.toSeconds(), TimeUnit.SECONDS)
                .intercept(new Headers.Reader())
                .addService(new SignatoryService(signatory, clock))
                .build()
                .start();
        return new SignatoryServer(threads, server);
    }

    /// Where it listens.
    public int port() {
        return server.getPort();
    }

    /// Returns once it has been closed.
    public void await() throws InterruptedException {
        server.awaitTermination();
    }

    /// Answers the calls under way, for a moment, and no more.
    @Override
    public void close() {
        server.shutdown();
        try {
            if (!server.awaitTermination(GOODBYE.toSeconds(), TimeUnit.SECONDS)) {
                server.shutdownNow();
            }
        } catch (InterruptedException _) {
            server.shutdownNow();
            Thread.currentThread().interrupt();
        }
        threads.close();
    }
}
