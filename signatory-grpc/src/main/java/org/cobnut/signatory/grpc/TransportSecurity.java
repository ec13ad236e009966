package org.cobnut.signatory.grpc;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

import io.grpc.ChannelCredentials;
import io.grpc.InsecureChannelCredentials;
import io.grpc.InsecureServerCredentials;
import io.grpc.ServerCredentials;
import io.grpc.TlsChannelCredentials;
import io.grpc.TlsServerCredentials;
import org.jspecify.annotations.Nullable;

/// How a connection between a mint and its signatory is protected: by TLS, in which both ends show a certificate of
/// one authority, or, on loopback or where the operator insists, by nothing.
///
/// @param tlsDir with PEM files of CDK's names: `ca.pem` (the authority), and at the signatory `server.pem` and
///     `server.key`, at the mint `client.pem` and `client.key`; null for plaintext
/// @param allowPlaintext whether plaintext may leave this machine
public record TransportSecurity(@Nullable Path tlsDir, boolean allowPlaintext) {

    /// For the end that listens on `address`.
    ///
    /// @throws IllegalArgumentException if it would be plaintext for other machines, or a file is missing
    ServerCredentials server(InetAddress address) {
        if (tlsDir == null) {
            requireLoopback(address);
            return InsecureServerCredentials.create();
        }
        try {
            return TlsServerCredentials.newBuilder()
                    .keyManager(file("server.pem"), file("server.key"))
                    .trustManager(file("ca.pem"))
                    .clientAuth(TlsServerCredentials.ClientAuth.REQUIRE)
                    .build();
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }

    /// For the end that connects to `host`.
    ///
    /// @throws IllegalArgumentException as [#server]
    ChannelCredentials channel(String host) {
        if (tlsDir == null) {
            requireLoopback(host);
            return InsecureChannelCredentials.create();
        }
        try {
            return TlsChannelCredentials.newBuilder()
                    .keyManager(file("client.pem"), file("client.key"))
                    .trustManager(file("ca.pem"))
                    .build();
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }

    private void requireLoopback(String host) {
        if (!allowPlaintext) {
            try {
                requireLoopback(InetAddress.getByName(host));
            } catch (UnknownHostException _) {
                throw new IllegalArgumentException(
                        "the signatory's host " + host + " has no address, so plaintext to it is refused");
            }
        }
    }

    private void requireLoopback(InetAddress address) {
        if (!allowPlaintext && !address.isLoopbackAddress()) {
            throw new IllegalArgumentException("plaintext between mint and signatory is refused beyond this machine ("
                    + address.getHostAddress() + "): name a folder with certificates, or allow plaintext");
        }
    }

    private File file(String name) {
        var file = Objects.requireNonNull(tlsDir).resolve(name);
        if (!Files.isReadable(file)) {
            throw new IllegalArgumentException("the file " + file + " is missing or cannot be read");
        }
        return file.toFile();
    }
}
