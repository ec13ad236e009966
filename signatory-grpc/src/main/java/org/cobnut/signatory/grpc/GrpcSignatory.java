package org.cobnut.signatory.grpc;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import org.cobnut.cashu.BlindSignature;
import org.cobnut.cashu.BlindedMessage;
import org.cobnut.cashu.CashuException;
import org.cobnut.cashu.ErrorCode;
import org.cobnut.cashu.Keyset;
import org.cobnut.cashu.KeysetId;
import org.cobnut.cashu.Proof;
import org.cobnut.cashu.Unit;
import org.cobnut.signatory.KeysetDefinition;
import org.cobnut.signatory.Rotation;
import org.cobnut.signatory.RotationConflictException;
import org.cobnut.signatory.Signatory;
import org.cobnut.signatory.SignatoryKeyset;
import org.cobnut.signatory.SignatoryKeysets;
import org.cobnut.wire.signatory.EmptyRequest;
import org.cobnut.wire.signatory.KeySet;
import org.cobnut.wire.signatory.SignatoryGrpc;
import org.jspecify.annotations.Nullable;

/// A signatory in another process, ours or CDK's.
///
/// The protocol has no times and no order: of a unit's keysets the active one is the newest, and all are valid from
/// the beginning of time. A caller that wants a new keyset to be known before it is used has to see to that.
public final class GrpcSignatory implements Signatory, AutoCloseable {

    private static final System.Logger log = System.getLogger(GrpcSignatory.class.getName());

    private static final Duration PROBE = Duration.ofSeconds(2);
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(30);
    private static final int MAX_ANSWER_BYTES = 64 << 20;
    private static final Pattern QUOTED_CAUSE = Pattern.compile("cause=[\\w.$]+: ([^\\n]+)");

    private final ManagedChannel channel;
    private final String address;
    private final Duration deadline;
    private volatile Map<KeysetId, Known> known = Map.of();
    private volatile @Nullable String outage;

    private record Known(KeySet message, Keyset keyset) {}

    private GrpcSignatory(ManagedChannel channel, String address, Duration deadline) {
        this.channel = channel;
        this.address = address;
        this.deadline = deadline;
    }

    /// A way to the signatory at `host` and `port`. It need not be there yet.
    ///
    /// @param deadline how long a call may take
    /// @throws IllegalArgumentException if `security` forbids it
    public static GrpcSignatory at(String host, int port, TransportSecurity security, Duration deadline) {
        var channel = NettyChannelBuilder.forAddress(host, port, security.channel(host))
                .intercept(MetadataUtils.newAttachHeadersInterceptor(Headers.version()))
                .maxInboundMessageSize(MAX_ANSWER_BYTES)
                // A peer that vanished without a word is noticed by this, not by each call's deadline.
                .keepAliveTime(KEEP_ALIVE.toSeconds(), TimeUnit.SECONDS)
                .keepAliveTimeout(deadline.toMillis(), TimeUnit.MILLISECONDS)
                .build();
        return new GrpcSignatory(channel, host + ":" + port, deadline);
    }

    /// As [#keysets], but waits a deadline for a signatory that is just starting.
    public SignatoryKeysets awaitKeysets() {
        return read(stub().withWaitForReady());
    }

    /// Why the last call had no answer; nothing if it had one.
    public Optional<String> outage() {
        return Optional.ofNullable(outage);
    }

    /// Asks it something if the connection was lost since the last call, so that [#outage] is true of this moment.
    public void probe() {
        if (channel.getState(false) == ConnectivityState.READY) {
            return;
        }
        var patience = deadline.compareTo(PROBE) < 0 ? deadline : PROBE;
        try {
            call(stub(patience), stub -> stub.keysets(EmptyRequest.getDefaultInstance()));
        } catch (CashuException _) {
            // noted as the outage
        }
    }

    @Override
    public boolean isRemote() {
        return true;
    }

    /// A caller that asks this at intervals notices when the signatory is back: gRPC itself would try ever more seldom.
    @Override
    public SignatoryKeysets keysets() {
        if (outage == null) {
            return read(stub());
        }
        channel.resetConnectBackoff();
        return awaitKeysets();
    }

    @Override
    public List<BlindSignature> sign(List<BlindedMessage> messages) {
        if (messages.isEmpty()) {
            return List.of();
        }
        var answer = call(stub(), stub -> stub.blindSign(ToWire.messages(messages)));
        if (answer.hasError()) {
            throw FromWire.refusal(answer.getError());
        }
        var signatures = readable(() -> FromWire.signatures(answer.getSigs()));
        requireAnswers(messages, signatures);
        return signatures;
    }

    @Override
    public void verify(List<Proof> proofs) {
        if (proofs.isEmpty()) {
            return;
        }
        var answer = call(stub(), stub -> stub.verifyProofs(ToWire.proofs(proofs)));
        if (answer.hasError()) {
            throw FromWire.refusal(answer.getError());
        }
        if (!answer.getSuccess()) {
            throw new CashuException(ErrorCode.PROOF_INVALID);
        }
    }

    @Override
    public SignatoryKeyset rotate(Rotation rotation) {
        var replaced = active(known, rotation.unit());
        keysets();
        if (!active(known, rotation.unit()).equals(replaced)) {
            throw new RotationConflictException(rotation.unit());
        }
        var headers = new Metadata();
        headers.put(Headers.REPLACES, replaced);
        var stub = stub().withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
        try {
            var answer = stub.rotateKeyset(ToWire.rotation(withAmounts(rotation, replaced)));
            if (answer.hasError()) {
                throw FromWire.refusal(answer.getError());
            }
            var made = readable(() -> FromWire.keyset(answer.getKeyset()));
            keysets();
            return shown(made);
        } catch (StatusRuntimeException failure) {
            throw switch (failure.getStatus().getCode()) {
                case ABORTED -> new RotationConflictException(rotation.unit());
                case INVALID_ARGUMENT ->
                    new IllegalArgumentException(
                            "the signatory refuses: " + failure.getStatus().getDescription(), failure);
                default -> away(failure);
            };
        }
    }

    /// CDK's signatory takes amounts from the keyset that it replaces, and has none of its own for the first.
    private static Rotation withAmounts(Rotation rotation, String replaced) {
        return replaced.equals(Headers.NOTHING) && rotation.amounts().isEmpty()
                ? new Rotation(
                        rotation.unit(),
                        rotation.inputFeePpk(),
                        KeysetDefinition.AMOUNTS,
                        rotation.finalExpiry(),
                        rotation.version(),
                        rotation.validFrom())
                : rotation;
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }

    /// Where it is.
    @Override
    public String toString() {
        return "signatory at " + address;
    }

    private SignatoryKeysets read(SignatoryGrpc.SignatoryBlockingStub from) {
        var answer = call(from, stub -> stub.keysets(EmptyRequest.getDefaultInstance()));
        if (answer.hasError()) {
            throw FromWire.refusal(answer.getError());
        }
        return readable(() -> {
            var now = new LinkedHashMap<KeysetId, Known>();
            for (var message : answer.getKeysets().getKeysetsList()) {
                var keyset = keyset(message, known);
                now.put(keyset.keyset().id(), keyset);
            }
            known = Map.copyOf(now);
            return new SignatoryKeysets(
                    FromWire.point(answer.getKeysets().getPubkey()),
                    now.values().stream().map(keyset -> shown(keyset.keyset())).toList());
        });
    }

    /// Keysets are read again every few seconds, and their points are not cheap.
    private static Known keyset(KeySet message, Map<KeysetId, Known> before) {
        var known = before.get(KeysetId.of(message.getId().toByteArray()));
        if (known != null && known.message().equals(message)) {
            return known;
        }
        var keyset = FromWire.keyset(message);
        if (!keyset.hasGenuineId()) {
            throw new IllegalStateException(
                    "the signatory shows keyset " + keyset.id() + ", whose keys and terms do not hash to its id");
        }
        return new Known(message, keyset);
    }

    private static SignatoryKeyset shown(Keyset keyset) {
        return new SignatoryKeyset(keyset, Instant.EPOCH);
    }

    private static String active(Map<KeysetId, Known> keysets, Unit unit) {
        return keysets.values().stream()
                .map(Known::keyset)
                .filter(keyset -> keyset.active() && keyset.unit().equals(unit))
                .map(keyset -> keyset.id().hex())
                .findAny()
                .orElse(Headers.NOTHING);
    }

    private static void requireAnswers(List<BlindedMessage> messages, List<BlindSignature> signatures) {
        boolean fits = messages.size() == signatures.size();
        for (int i = 0; fits && i < messages.size(); i++) {
            var message = messages.get(i);
            var signature = signatures.get(i);
            fits = message.amount().equals(signature.amount())
                    && message.keysetId().equals(signature.keysetId());
        }
        if (!fits) {
            throw new IllegalStateException("the signatory has signed something else than it was asked to");
        }
    }

    private SignatoryGrpc.SignatoryBlockingStub stub() {
        return stub(deadline);
    }

    private SignatoryGrpc.SignatoryBlockingStub stub(Duration patience) {
        return SignatoryGrpc.newBlockingStub(channel).withDeadlineAfter(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    private <T> T call(
            SignatoryGrpc.SignatoryBlockingStub stub, Function<SignatoryGrpc.SignatoryBlockingStub, T> call) {
        try {
            var answer = call.apply(stub);
            outage = null;
            return answer;
        } catch (StatusRuntimeException failure) {
            throw away(failure);
        }
    }

    /// An outage is said once, however many calls meet it.
    private CashuException away(StatusRuntimeException failure) {
        var before = outage;
        outage = reason(failure.getStatus());
        if (before == null) {
            log.log(System.Logger.Level.WARNING, "The {0} does not answer: {1}", this, outage);
        }
        return new CashuException(ErrorCode.UNAVAILABLE, "the signatory is away: try again");
    }

    /// Of a failed connection the status says little and its cause all; a call that has waited for one quotes that
    /// cause in its description, with a stack trace.
    private static String reason(Status status) {
        var cause = status.getCause();
        if (cause != null) {
            return status.getCode() + " " + status.getDescription() + ": " + cause;
        }
        var description = String.valueOf(status.getDescription());
        var quoted = QUOTED_CAUSE.matcher(description);
        return status.getCode() + " "
                + (quoted.find()
                        ? quoted.group(1)
                        : description.lines().findFirst().orElse(""));
    }

    private static <T> T readable(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (IllegalArgumentException garbage) {
            throw new IllegalStateException("the signatory's answer cannot be read", garbage);
        }
    }
}
