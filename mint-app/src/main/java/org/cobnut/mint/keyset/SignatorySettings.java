package org.cobnut.mint.keyset;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// Where the private keys are.
///
/// @param kind in this process, or in another one
/// @param address `host:port` of a remote signatory
/// @param tlsDir the folder with `ca.pem`, `client.pem` and `client.key` for it; null for plaintext
/// @param allowPlaintext whether plaintext may leave this machine: everybody on the way could make money then
/// @param deadline how long the mint waits for an answer of a remote signatory before the request is answered 503
@Validated
@ConfigurationProperties("cobnut.signatory")
record SignatorySettings(
        @DefaultValue("local") @NotNull Kind kind,
        @Nullable String address,
        @Nullable Path tlsDir,
        @DefaultValue("false") boolean allowPlaintext,
        @DefaultValue("10s") @NotNull Duration deadline) {

    enum Kind {
        LOCAL,
        REMOTE
    }

    /// Checks that a remote signatory has an address.
    ///
    /// @throws IllegalArgumentException if it has none, or a local one has one
    SignatorySettings {
        if ((kind == Kind.REMOTE) != (address != null)) {
            throw new IllegalArgumentException(
                    "cobnut.signatory.address belongs to cobnut.signatory.kind=remote, and that needs one");
        }
        if (address != null) {
            var _ = parse(address);
        }
        if (!deadline.isPositive()) {
            throw new IllegalArgumentException("cobnut.signatory.deadline is more than nothing");
        }
    }

    /// The address of a remote signatory, not looked up.
    InetSocketAddress socket() {
        return parse(Objects.requireNonNull(address));
    }

    private static InetSocketAddress parse(String address) {
        var uri = URI.create("grpc://" + address);
        if (uri.getHost() == null || uri.getPort() < 0) {
            throw new IllegalArgumentException("cobnut.signatory.address is host:port, not " + address);
        }
        return InetSocketAddress.createUnresolved(uri.getHost(), uri.getPort());
    }
}
