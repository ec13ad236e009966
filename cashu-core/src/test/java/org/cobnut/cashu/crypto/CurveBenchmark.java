package org.cobnut.cashu.crypto;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/// What the curve costs a mint, in microseconds: the parts of a swap, and a swap of two inputs and two outputs.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgs = "--enable-native-access=ALL-UNNAMED")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@SuppressWarnings("NullAway.Init") // JMH fills the fields through prepare()
public class CurveBenchmark {

    @Param({"libsecp256k1", "Bouncy Castle"})
    public String provider;

    private Curve curve;
    private BlindDiffieHellman blinding;
    private Scalar key;
    private Point publicKey;
    private Point Y;
    private Point C;
    private Point B_;
    private byte[] hash;
    private byte[] signature;
    private long counter;

    @Setup
    public void prepare() {
        curve = provider.equals("libsecp256k1") ? new NativeCurve() : new BouncyCastleCurve();
        blinding = new BlindDiffieHellman(curve);
        key = Scalar.of("7f".repeat(32));
        publicKey = curve.publicKey(key);
        Y = blinding.hashToCurve("secret");
        C = curve.multiply(Y, key);
        B_ = blinding.blind(Y, Scalar.of("11".repeat(32)));
        hash = Sha256.hash("message");
        signature = curve.schnorrSign(key, hash);
    }

    /// Another message each time: how many tries it takes differs.
    @Benchmark
    public Point hashToCurve() {
        return curve.hashToCurve(Long.toString(counter++).getBytes(StandardCharsets.US_ASCII));
    }

    @Benchmark
    public Point parse() {
        return curve.point(B_.compressed());
    }

    @Benchmark
    public boolean verify() {
        return blinding.isValid(Y, C, key);
    }

    @Benchmark
    public Dleq signAndProve() {
        return Dleq.prove(curve, key, publicKey, B_, blinding.sign(B_, key));
    }

    @Benchmark
    public boolean verifySchnorr() {
        return curve.schnorrVerify(publicKey, hash, signature);
    }

    @Benchmark
    public void swap(Blackhole result) {
        for (int i = 0; i < 2; i++) {
            result.consume(hashToCurve());
            result.consume(verify());
            result.consume(signAndProve());
        }
    }
}
