package org.cobnut.cashu.crypto;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.security.SecureRandom;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

/// libsecp256k1's functions as Java methods, one for each that [NativeCurve] calls; each returns what C returns.
///
/// All but [#ecdh] are linked as `critical`: they take arrays on the heap as they are and never call back. The
/// first use of this class loads the library and makes its one context, randomised against side channels; where
/// that is impossible it throws a [LinkageError].
@SuppressWarnings("restricted") // calling C is what this class is for
final class LibSecp256k1 {

    /// The library's own form of a public key.
    static final int PUBKEY_LENGTH = 64;

    /// The library's own form of a key pair.
    static final int KEYPAIR_LENGTH = 96;

    private static final int CONTEXT_NONE = 1;
    private static final int EC_UNCOMPRESSED = 2;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final SymbolLookup LIBRARY = NativeLibrary.load(Arena.global());

    private static final MethodHandle CONTEXT_CREATE =
            bind("secp256k1_context_create", FunctionDescriptor.of(ADDRESS, JAVA_INT));
    private static final MethodHandle CONTEXT_RANDOMIZE = critical("secp256k1_context_randomize", ADDRESS);
    private static final MethodHandle PUBKEY_PARSE = critical("secp256k1_ec_pubkey_parse", ADDRESS, ADDRESS, JAVA_LONG);
    private static final MethodHandle PUBKEY_SERIALIZE =
            critical("secp256k1_ec_pubkey_serialize", ADDRESS, ADDRESS, ADDRESS, JAVA_INT);
    private static final MethodHandle PUBKEY_CREATE = critical("secp256k1_ec_pubkey_create", ADDRESS, ADDRESS);
    private static final MethodHandle PUBKEY_NEGATE = critical("secp256k1_ec_pubkey_negate", ADDRESS);
    private static final MethodHandle PUBKEY_TWEAK_MUL = critical("secp256k1_ec_pubkey_tweak_mul", ADDRESS, ADDRESS);
    private static final MethodHandle PUBKEY_COMBINE =
            critical("secp256k1_ec_pubkey_combine", ADDRESS, ADDRESS, JAVA_LONG);
    private static final MethodHandle SECKEY_NEGATE = critical("secp256k1_ec_seckey_negate", ADDRESS);
    private static final MethodHandle SECKEY_TWEAK_ADD = critical("secp256k1_ec_seckey_tweak_add", ADDRESS, ADDRESS);
    private static final MethodHandle SECKEY_TWEAK_MUL = critical("secp256k1_ec_seckey_tweak_mul", ADDRESS, ADDRESS);
    private static final MethodHandle KEYPAIR_CREATE = critical("secp256k1_keypair_create", ADDRESS, ADDRESS);
    private static final MethodHandle XONLY_FROM_PUBKEY =
            critical("secp256k1_xonly_pubkey_from_pubkey", ADDRESS, ADDRESS, ADDRESS);
    private static final MethodHandle SCHNORR_SIGN =
            critical("secp256k1_schnorrsig_sign32", ADDRESS, ADDRESS, ADDRESS, ADDRESS);
    private static final MethodHandle SCHNORR_VERIFY =
            critical("secp256k1_schnorrsig_verify", ADDRESS, ADDRESS, JAVA_LONG, ADDRESS);
    private static final MethodHandle ECDH = bind(
            "secp256k1_ecdh", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS));

    private static final MemorySegment COPY_COORDINATES = copyCoordinatesStub();
    private static final MemorySegment CONTEXT = randomisedContext();

    private LibSecp256k1() {}

    static int pubkeyParse(byte[] pubkey, byte[] encoded) {
        try {
            return (int) PUBKEY_PARSE.invokeExact(CONTEXT, heap(pubkey), heap(encoded), (long) encoded.length);
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    /// @param encoded 65 bytes, for the uncompressed form
    static int pubkeySerialize(byte[] encoded, byte[] pubkey) {
        try {
            var length = heap(new long[] {encoded.length});
            return (int) PUBKEY_SERIALIZE.invokeExact(CONTEXT, heap(encoded), length, heap(pubkey), EC_UNCOMPRESSED);
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    static int pubkeyCreate(byte[] pubkey, byte[] seckey) {
        return call(PUBKEY_CREATE, pubkey, seckey);
    }

    static int pubkeyNegate(byte[] pubkey) {
        return call(PUBKEY_NEGATE, pubkey);
    }

    /// Not constant-time.
    static int pubkeyTweakMul(byte[] pubkey, byte[] tweak) {
        return call(PUBKEY_TWEAK_MUL, pubkey, tweak);
    }

    /// @param pubkeys the addresses of `count` public keys
    static int pubkeyCombine(byte[] pubkey, MemorySegment pubkeys, long count) {
        try {
            return (int) PUBKEY_COMBINE.invokeExact(CONTEXT, heap(pubkey), pubkeys, count);
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    static int seckeyNegate(byte[] seckey) {
        return call(SECKEY_NEGATE, seckey);
    }

    static int seckeyTweakAdd(byte[] seckey, byte[] tweak) {
        return call(SECKEY_TWEAK_ADD, seckey, tweak);
    }

    static int seckeyTweakMul(byte[] seckey, byte[] tweak) {
        return call(SECKEY_TWEAK_MUL, seckey, tweak);
    }

    static int keypairCreate(byte[] keypair, byte[] seckey) {
        return call(KEYPAIR_CREATE, keypair, seckey);
    }

    static int xonlyFromPubkey(byte[] xonly, byte[] pubkey) {
        try {
            return (int) XONLY_FROM_PUBKEY.invokeExact(CONTEXT, heap(xonly), MemorySegment.NULL, heap(pubkey));
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    static int schnorrSign(byte[] signature, byte[] hash, byte[] keypair, byte[] auxiliary) {
        try {
            return (int) SCHNORR_SIGN.invokeExact(CONTEXT, heap(signature), heap(hash), heap(keypair), heap(auxiliary));
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    static int schnorrVerify(byte[] signature, byte[] hash, byte[] xonly) {
        try {
            return (int)
                    SCHNORR_VERIFY.invokeExact(CONTEXT, heap(signature), heap(hash), (long) hash.length, heap(xonly));
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    /// The library's one constant-time multiplication of any point. It is meant for key agreement and hands both
    /// coordinates to a hash function; ours copies them instead.
    ///
    /// @param uncompressed 65 bytes of native memory, for the product
    static int ecdh(MemorySegment uncompressed, MemorySegment pubkey, MemorySegment seckey) {
        try {
            return (int) ECDH.invokeExact(CONTEXT, uncompressed, pubkey, seckey, COPY_COORDINATES, MemorySegment.NULL);
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    private static int call(MethodHandle function, byte[] first) {
        try {
            return (int) function.invokeExact(CONTEXT, heap(first));
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    private static int call(MethodHandle function, byte[] first, byte[] second) {
        try {
            return (int) function.invokeExact(CONTEXT, heap(first), heap(second));
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    /// The hash function for [#ecdh], called from C.
    @SuppressWarnings("UnusedMethod") // looked up by its name, below
    private static int copyCoordinates(MemorySegment out, MemorySegment x, MemorySegment y, MemorySegment unused) {
        out.set(JAVA_BYTE, 0, (byte) 4);
        MemorySegment.copy(x, 0, out, 1, Scalar.LENGTH);
        MemorySegment.copy(y, 0, out, 1 + Scalar.LENGTH, Scalar.LENGTH);
        return 1;
    }

    private static MemorySegment copyCoordinatesStub() {
        try {
            var type = MethodType.methodType(int.class, MemorySegment.class, MemorySegment.class, MemorySegment.class)
                    .appendParameterTypes(MemorySegment.class);
            var target = MethodHandles.lookup().findStatic(LibSecp256k1.class, "copyCoordinates", type);
            var descriptor = FunctionDescriptor.of(
                    JAVA_INT, pointerTo(Point.LENGTH), pointerTo(Scalar.LENGTH), pointerTo(Scalar.LENGTH), ADDRESS);
            return LINKER.upcallStub(target, descriptor, Arena.global());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static AddressLayout pointerTo(int length) {
        return ADDRESS.withTargetLayout(MemoryLayout.sequenceLayout(length, JAVA_BYTE));
    }

    private static MemorySegment randomisedContext() {
        var seed = new byte[Scalar.LENGTH];
        new SecureRandom().nextBytes(seed);
        try {
            var context = (MemorySegment) CONTEXT_CREATE.invokeExact(CONTEXT_NONE);
            int done = (int) CONTEXT_RANDOMIZE.invokeExact(context, heap(seed));
            if (done != 1) {
                throw new UnsatisfiedLinkError("libsecp256k1 did not randomise its context");
            }
            return context;
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    /// A function that takes the context first, returns an int and may be given arrays on the heap.
    private static MethodHandle critical(String name, MemoryLayout... parameters) {
        var descriptor = FunctionDescriptor.of(JAVA_INT, parameters).insertArgumentLayouts(0, ADDRESS);
        return bind(name, descriptor, Linker.Option.critical(true));
    }

    private static MethodHandle bind(String name, FunctionDescriptor descriptor, Linker.Option... options) {
        var symbol = LIBRARY.find(name).orElseThrow(() -> new UnsatisfiedLinkError("no " + name));
        return LINKER.downcallHandle(symbol, descriptor, options);
    }

    private static MemorySegment heap(byte[] bytes) {
        return MemorySegment.ofArray(bytes);
    }

    private static MemorySegment heap(long[] numbers) {
        return MemorySegment.ofArray(numbers);
    }

    /// Method handles are declared to throw anything; these throw nothing but what a bug or a broken machine throws.
    private static IllegalStateException failed(Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return new IllegalStateException("a call of libsecp256k1 failed", cause);
    }
}
