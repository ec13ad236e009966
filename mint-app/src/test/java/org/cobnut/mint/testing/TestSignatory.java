package org.cobnut.mint.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import org.cobnut.cashu.BlindSignature;
import org.cobnut.cashu.BlindedMessage;
import org.cobnut.cashu.Proof;
import org.cobnut.signatory.KeysetDefinition;
import org.cobnut.signatory.KeysetDefinitions;
import org.cobnut.signatory.Rotation;
import org.cobnut.signatory.SeedSignatory;
import org.cobnut.signatory.Signatory;
import org.cobnut.signatory.SignatoryKeyset;
import org.cobnut.signatory.SignatoryKeysets;
import org.cobnut.signatory.grpc.SignatoryServer;
import org.cobnut.signatory.grpc.TransportSecurity;

/// A signatory behind gRPC that a test can take away, bring back and look into while it signs.
public final class TestSignatory implements Signatory, KeysetDefinitions, AutoCloseable {

    private final List<KeysetDefinition> kept = new CopyOnWriteArrayList<>();
    private final SeedSignatory seed;
    private volatile Runnable beforeSigning = () -> {};
    private final int port;
    private SignatoryServer server;

    /// @param mnemonic of its seed
    public TestSignatory(String mnemonic) {
        this.seed = SeedSignatory.ofMnemonic(mnemonic, this);
        this.server = serve(0);
        this.port = server.port();
    }

    /// What a mint is told to use it.
    public Map<String, String> settings() {
        return Map.of(
                "cobnut.signatory.kind", "remote",
                "cobnut.signatory.address", "127.0.0.1:" + port,
                "cobnut.signatory.deadline", "5s");
    }

    /// Runs in the signatory's thread whenever it is asked to sign.
    public void beforeSigning(Runnable action) {
        beforeSigning = action;
    }

    public void stop() {
        server.close();
    }

    public void startAgain() {
        server = serve(port);
    }

    @Override
    public void close() {
        server.close();
    }

    private SignatoryServer serve(int at) {
        try {
            var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), at);
            return SignatoryServer.start(this, address, new TransportSecurity(null, false), Clock.systemUTC());
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }

    @Override
    public boolean isRemote() {
        return false;
    }

    @Override
    public SignatoryKeysets keysets() {
        return seed.keysets();
    }

    @Override
    public List<BlindSignature> sign(List<BlindedMessage> messages) {
        beforeSigning.run();
        return seed.sign(messages);
    }

    @Override
    public void verify(List<Proof> proofs) {
        seed.verify(proofs);
    }

    @Override
    public SignatoryKeyset rotate(Rotation rotation) {
        return seed.rotate(rotation);
    }

    @Override
    public Collection<KeysetDefinition> all() {
        return List.copyOf(kept);
    }

    @Override
    public boolean add(KeysetDefinition definition) {
        return kept.add(definition);
    }
}
