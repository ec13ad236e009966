package org.cobnut.signatory.grpc;

import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import org.cobnut.cashu.CashuException;
import org.cobnut.cashu.ErrorCode;
import org.cobnut.cashu.Keyset;
import org.cobnut.cashu.KeysetId;
import org.cobnut.cashu.Unit;
import org.cobnut.signatory.RotationConflictException;
import org.cobnut.signatory.Signatory;
import org.cobnut.signatory.SignatoryKeyset;
import org.cobnut.signatory.SignatoryKeysets;
import org.cobnut.wire.signatory.BlindSignResponse;
import org.cobnut.wire.signatory.BlindedMessages;
import org.cobnut.wire.signatory.BooleanResponse;
import org.cobnut.wire.signatory.EmptyRequest;
import org.cobnut.wire.signatory.KeyRotationResponse;
import org.cobnut.wire.signatory.KeysResponse;
import org.cobnut.wire.signatory.Proofs;
import org.cobnut.wire.signatory.RotationRequest;
import org.cobnut.wire.signatory.SignatoryGrpc;

/// Lets others use a signatory: refusals travel in the answer, what cannot be read ends the call.
final class SignatoryService extends SignatoryGrpc.SignatoryImplBase {

    private static final System.Logger log = System.getLogger(SignatoryService.class.getName());

    private final Signatory signatory;
    private final Clock clock;
    private final ReentrantLock changes = new ReentrantLock();
    private final Set<StreamObserver<KeysResponse>> subscribers = new HashSet<>();

    SignatoryService(Signatory signatory, Clock clock) {
        this.signatory = signatory;
        this.clock = clock;
    }

    @Override
    public void blindSign(BlindedMessages request, StreamObserver<BlindSignResponse> caller) {
        answer(
                caller,
                () -> BlindSignResponse.newBuilder()
                        .setSigs(ToWire.signatures(signatory.sign(FromWire.messages(request))))
                        .build(),
                refusal -> BlindSignResponse.newBuilder()
                        .setError(ToWire.error(refusal))
                        .build());
    }

    @Override
    public void verifyProofs(Proofs request, StreamObserver<BooleanResponse> caller) {
        answer(
                caller,
                () -> {
                    signatory.verify(FromWire.proofs(request));
                    return BooleanResponse.newBuilder().setSuccess(true).build();
                },
                refusal -> refusal.code() == ErrorCode.PROOF_INVALID
                        ? BooleanResponse.getDefaultInstance()
                        : BooleanResponse.newBuilder()
                                .setError(ToWire.error(refusal))
                                .build());
    }

    @Override
    public void keysets(EmptyRequest request, StreamObserver<KeysResponse> caller) {
        answer(
                caller,
                this::keysets,
                refusal -> KeysResponse.newBuilder()
                        .setError(ToWire.error(refusal))
                        .build());
    }

    /// All messages of a stream are sent under the lock of the changes, so that none is missed or overtaken.
    @Override
    public void subscribeKeysets(EmptyRequest request, StreamObserver<KeysResponse> caller) {
        ((ServerCallStreamObserver<KeysResponse>) caller).setOnCancelHandler(() -> unsubscribe(caller));
        changes.lock();
        try {
            caller.onNext(keysets());
            subscribers.add(caller);
        } finally {
            changes.unlock();
        }
    }

    @Override
    public void rotateKeyset(RotationRequest request, StreamObserver<KeyRotationResponse> caller) {
        answer(
                caller,
                () -> KeyRotationResponse.newBuilder()
                        .setKeyset(ToWire.keyset(rotate(request).keyset(), true))
                        .build(),
                refusal -> KeyRotationResponse.newBuilder()
                        .setError(ToWire.error(refusal))
                        .build());
    }

    private SignatoryKeyset rotate(RotationRequest request) {
        var rotation = FromWire.rotation(request, clock.instant());
        changes.lock();
        try {
            requireReplaces(rotation.unit());
            var made = signatory.rotate(rotation);
            log.log(
                    System.Logger.Level.INFO,
                    "Keyset {0} of unit {1} was made",
                    made.keyset().id(),
                    rotation.unit());
            var all = keysets();
            subscribers.forEach(subscriber -> subscriber.onNext(all));
            return made;
        } finally {
            changes.unlock();
        }
    }

    /// A mint that says which keyset the new one replaces must be right about it.
    private void requireReplaces(Unit unit) {
        var expected = Headers.REPLACED.get();
        var newest = newest(signatory.keysets()).get(unit);
        var actual = newest == null ? Headers.NOTHING : newest.hex();
        if (expected != null && !expected.equals(actual)) {
            throw new RotationConflictException(unit);
        }
    }

    private void unsubscribe(StreamObserver<KeysResponse> caller) {
        changes.lock();
        try {
            subscribers.remove(caller);
        } finally {
            changes.unlock();
        }
    }

    private KeysResponse keysets() {
        var all = signatory.keysets();
        var newest = newest(all);
        var wire = org.cobnut.wire.signatory.SignatoryKeysets.newBuilder().setPubkey(ToWire.point(all.rootPublicKey()));
        for (var keyset : keysets(all)) {
            wire.addKeysets(ToWire.keyset(keyset, keyset.id().equals(newest.get(keyset.unit()))));
        }
        return KeysResponse.newBuilder().setKeysets(wire).build();
    }

    /// Of each unit the one that the wire calls active.
    private static Map<Unit, KeysetId> newest(SignatoryKeysets all) {
        var newest = new HashMap<Unit, KeysetId>();
        keysets(all).stream().filter(Keyset::active).forEach(keyset -> newest.put(keyset.unit(), keyset.id()));
        return newest;
    }

    private static List<Keyset> keysets(SignatoryKeysets all) {
        return all.keysets().stream().map(SignatoryKeyset::keyset).toList();
    }

    private static <T> void answer(StreamObserver<T> caller, Supplier<T> work, Function<CashuException, T> refused) {
        try {
            caller.onNext(worked(work, refused));
            caller.onCompleted();
        } catch (StatusRuntimeException failed) {
            caller.onError(failed);
        }
    }

    private static <T> T worked(Supplier<T> work, Function<CashuException, T> refused) {
        try {
            return work.get();
        } catch (CashuException refusal) {
            return refused.apply(refusal);
        } catch (RotationConflictException conflict) {
            throw status(Status.ABORTED, conflict);
        } catch (IllegalArgumentException unreadable) {
            throw status(Status.INVALID_ARGUMENT, unreadable);
        } catch (RuntimeException bug) {
            log.log(System.Logger.Level.ERROR, "A call could not be answered", bug);
            throw Status.INTERNAL.withDescription("internal error").asRuntimeException();
        }
    }

    private static StatusRuntimeException status(Status status, RuntimeException reason) {
        return status.withDescription(reason.getMessage()).asRuntimeException();
    }
}
