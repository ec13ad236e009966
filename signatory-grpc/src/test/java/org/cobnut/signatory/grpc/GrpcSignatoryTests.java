package org.cobnut.signatory.grpc;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import org.cobnut.cashu.BlindSignature;
import org.cobnut.cashu.CashuException;
import org.cobnut.cashu.ErrorCode;
import org.cobnut.cashu.Proof;
import org.cobnut.cashu.Unit;
import org.cobnut.signatory.KeysetDefinition;
import org.cobnut.signatory.KeysetVersion;
import org.cobnut.signatory.Rotation;
import org.cobnut.signatory.SeedSignatory;
import org.cobnut.signatory.Signatory;
import org.cobnut.signatory.SignatoryContract;
import org.cobnut.signatory.SignatoryKeyset;
import org.cobnut.signatory.SignatoryKeysets;
import org.cobnut.wire.signatory.BlindedMessage;
import org.cobnut.wire.signatory.BlindedMessages;
import org.cobnut.wire.signatory.EmptyRequest;
import org.cobnut.wire.signatory.KeySet;
import org.cobnut.wire.signatory.RotationRequest;
import org.cobnut.wire.signatory.SignatoryGrpc;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class GrpcSignatoryTests extends SignatoryContract {

    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final TransportSecurity NONE = new TransportSecurity(null, false);
    private static final String MNEMONIC = "abandon ".repeat(11) + "about";

    private final SeedSignatory seed = SeedSignatory.ofMnemonic(MNEMONIC, new MemoryDefinitions());
    private final SignatoryServer server = serve(seed, 0);
    private final GrpcSignatory signatory = connect(server.port());
    private final GrpcSignatory replica = connect(server.port());
    private final ManagedChannel channel = Grpc.newChannelBuilderForAddress(
                    "127.0.0.1", server.port(), InsecureChannelCredentials.create())
            .build();

    @AfterEach
    void close() {
        channel.shutdownNow();
        signatory.close();
        replica.close();
        server.close();
    }

    @Override
    protected Signatory signatory() {
        return signatory;
    }

    @Override
    protected Signatory replica() {
        return replica;
    }

    @Test
    void hasTheRootKeyOfTheOtherEnd() {
        assertThat(signatory.keysets().rootPublicKey()).isEqualTo(seed.keysets().rootPublicKey());
    }

    @Test
    void callsTheNewestKeysetOfAUnitTheActiveOne() {
        var dollars = rotate(new Unit("usd"));
        var old = rotate(Unit.SAT);
        var made = rotate(Unit.SAT);

        var keysets =
                stub().keysets(EmptyRequest.getDefaultInstance()).getKeysets().getKeysetsList();

        assertThat(keysets)
                .filteredOn(KeySet::getActive)
                .extracting(KeySet::getId)
                .containsExactlyInAnyOrder(made.getId(), dollars.getId())
                .doesNotContain(old.getId());
    }

    @Test
    void tellsSubscribersOfEachChange() {
        var keysets = stub().withDeadlineAfter(20, java.util.concurrent.TimeUnit.SECONDS)
                .subscribeKeysets(EmptyRequest.getDefaultInstance());
        assertThat(keysets.next().getKeysets().getKeysetsList()).isEmpty();

        var made = rotate(Unit.SAT);

        assertThat(keysets.next().getKeysets().getKeysetsList()).containsExactly(made);
    }

    /// As CDK's, which takes the amounts from the keyset that is replaced and refuses if there is none.
    private record WithoutAmounts(SeedSignatory seed) implements Signatory {

        @Override
        public boolean isRemote() {
            return false;
        }

        @Override
        public SignatoryKeysets keysets() {
            return seed.keysets();
        }

        @Override
        public List<BlindSignature> sign(List<org.cobnut.cashu.BlindedMessage> messages) {
            return seed.sign(messages);
        }

        @Override
        public void verify(List<Proof> proofs) {
            seed.verify(proofs);
        }

        @Override
        public SignatoryKeyset rotate(Rotation rotation) {
            if (rotation.amounts().isEmpty() && keysets().keysets().isEmpty()) {
                throw new IllegalArgumentException("amounts cannot be empty");
            }
            return seed.rotate(rotation);
        }
    }

    @Test
    void namesTheAmountsOfAFirstKeyset() {
        var terms = new Rotation(Unit.SAT, 0, List.of(), null, KeysetVersion.V2, Instant.EPOCH);
        try (var picky = serve(new WithoutAmounts(seed), 0);
                var mint = connect(picky.port())) {
            mint.awaitKeysets();

            assertThat(mint.rotate(terms).keyset().keys().keySet()).containsExactlyElementsOf(KeysetDefinition.AMOUNTS);
            assertThat(mint.rotate(terms).keyset().keys()).hasSize(32);
        }
    }

    @Test
    void isUnavailableWhileTheOtherEndIsAwayAndWorksAgainAfterwards() {
        rotate(Unit.SAT);
        int port = server.port();
        server.close();

        assertThatExceptionOfType(CashuException.class)
                .isThrownBy(signatory::keysets)
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.UNAVAILABLE));

        try (var again = serve(seed, port)) {
            assertThat(again.port()).isEqualTo(port);
            assertThat(signatory.awaitKeysets().keysets()).hasSize(1);
        }
    }

    @Test
    void turnsAwayCallersOfAnotherVersion() {
        var headers = new Metadata();
        headers.put(Headers.VERSION, "1");
        var other = SignatoryGrpc.newBlockingStub(channel)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));

        failsWith(Status.Code.FAILED_PRECONDITION, () -> other.keysets(EmptyRequest.getDefaultInstance()))
                .hasMessageContaining("Protocol version mismatch: server=2, client=1");
        failsWith(
                        Status.Code.FAILED_PRECONDITION,
                        () -> SignatoryGrpc.newBlockingStub(channel).keysets(EmptyRequest.getDefaultInstance()))
                .hasMessageContaining("Missing x-signatory-schema-version header");
    }

    @Test
    void endsCallsThatCannotBeRead() {
        var noPoint = BlindedMessages.newBuilder()
                .addBlindedMessages(BlindedMessage.newBuilder().setAmount(1))
                .build();

        failsWith(Status.Code.INVALID_ARGUMENT, () -> stub().blindSign(noPoint));
        failsWith(Status.Code.INVALID_ARGUMENT, () -> stub().rotateKeyset(RotationRequest.getDefaultInstance()));
    }

    @Test
    void refusesPlaintextBeyondThisMachineUnlessItIsAllowed() throws IOException {
        var anywhere = new InetSocketAddress(InetAddress.getByName("0.0.0.0"), 0);

        assertThatThrownBy(() -> SignatoryServer.start(seed, anywhere, NONE, Clock.systemUTC()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("plaintext");
        assertThatThrownBy(() -> GrpcSignatory.at("192.0.2.1", 1, NONE, DEADLINE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("plaintext");

        SignatoryServer.start(seed, anywhere, new TransportSecurity(null, true), Clock.systemUTC())
                .close();
    }

    private KeySet rotate(Unit unit) {
        var rotation = new Rotation(unit, 0, List.of(), null, KeysetVersion.V2, Instant.EPOCH);
        return stub().rotateKeyset(ToWire.rotation(rotation)).getKeyset();
    }

    private SignatoryGrpc.SignatoryBlockingStub stub() {
        return SignatoryGrpc.newBlockingStub(channel)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(Headers.version()));
    }

    private static org.assertj.core.api.AbstractThrowableAssert<?, ?> failsWith(Status.Code code, Runnable call) {
        return assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        failure -> assertThat(failure.getStatus().getCode()).isEqualTo(code));
    }

    private static SignatoryServer serve(Signatory signatory, int port) {
        try {
            var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
            return SignatoryServer.start(signatory, address, NONE, Clock.systemUTC());
        } catch (IOException impossible) {
            throw new java.io.UncheckedIOException(impossible);
        }
    }

    private static GrpcSignatory connect(int port) {
        return GrpcSignatory.at("127.0.0.1", port, NONE, DEADLINE);
    }
}
