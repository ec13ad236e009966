package org.cobnut.acceptance;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.cobnut.cashu.Amount;
import org.cobnut.cashu.Keyset;
import org.cobnut.cashu.KeysetId;
import org.cobnut.cashu.Proof;
import org.cobnut.cashu.Unit;
import org.cobnut.cashu.crypto.BlindDiffieHellman;
import org.cobnut.cashu.crypto.Curve;
import org.cobnut.cashu.crypto.Dleq;
import org.cobnut.cashu.crypto.Point;
import org.cobnut.cashu.crypto.Scalar;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// Just enough of a wallet to put requests together by hand, in sat.
///
/// @param keyset the mint's active keyset
record Purse(Wire wire, Keyset keyset) {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Curve CURVE = Curve.preferred();
    private static final BlindDiffieHellman BLINDING = new BlindDiffieHellman(CURVE);

    /// A blinded message and what the wallet keeps to itself about it.
    ///
    /// @param r the blinding factor
    record Output(long amount, KeysetId keyset, String secret, Scalar r) {

        Output(long amount, KeysetId keyset, String secret) {
            this(amount, keyset, secret, Scalar.random(RANDOM));
        }

        String blinded() {
            return BLINDING.blind(secret, r).hex();
        }

        Map<String, Object> json() {
            return Map.of("amount", amount, "id", keyset.hex(), "B_", blinded());
        }
    }

    /// A purse for the keyset that the mint signs with.
    static Purse at(Wire wire) {
        JsonNode active = wire.get("/v1/keys")
                .json()
                .get("keysets")
                .valueStream()
                .filter(keyset -> keyset.get("unit").asString().equals("sat"))
                .findFirst()
                .orElseThrow();
        return new Purse(wire, keyset(active));
    }

    static Keyset keyset(JsonNode json) {
        var keys = new TreeMap<Amount, Point>();
        json.get("keys")
                .properties()
                .forEach(key -> keys.put(
                        Amount.parse(key.getKey()), CURVE.point(key.getValue().asString())));
        var expiry = json.path("final_expiry");
        return new Keyset(
                KeysetId.parse(json.get("id").asString()),
                new Unit(json.get("unit").asString()),
                json.path("active").asBoolean(true),
                json.path("input_fee_ppk").asLong(0),
                expiry.isNumber() ? Instant.ofEpochSecond(expiry.longValue()) : null,
                keys);
    }

    /// Asks for a quote and waits until it is paid, which the mint's fake Lightning sees to.
    String paidQuote(long amount) {
        return paid(wire.post("/v1/mint/quote/bolt11", Map.of("amount", amount, "unit", "sat"))
                .json());
    }

    String paid(JsonNode quote) {
        String path = "/v1/mint/quote/bolt11/" + quote.get("quote").asString();
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> wire.get(path).json().get("state").asString(), state -> !state.equals("UNPAID"));
        return quote.get("quote").asString();
    }

    /// Coins of exactly these amounts.
    List<Proof> mint(long... amounts) {
        return mintOn(outputs(amounts));
    }

    List<Proof> mintOn(List<Output> outputs) {
        String quote = paidQuote(outputs.stream().mapToLong(Output::amount).sum());
        JsonNode answer = wire.post("/v1/mint/bolt11", Map.of("quote", quote, "outputs", jsonOf(outputs)))
                .json();
        return proofs(outputs, answer.get("signatures"));
    }

    List<Output> outputs(long... amounts) {
        return Arrays.stream(amounts)
                .mapToObj(amount -> new Output(amount, keyset.id(), randomSecret()))
                .toList();
    }

    /// Outputs worth `total` in as few coins as there are.
    List<Output> outputsWorth(long total) {
        return outputs(Amount.of(total).split(keyset.keys().keySet()).stream()
                .mapToLong(Amount::value)
                .toArray());
    }

    /// Outputs under secrets of one's own, such as spending conditions.
    List<Output> outputsOn(long amount, String... secrets) {
        return Arrays.stream(secrets)
                .map(secret -> new Output(amount, keyset.id(), secret))
                .toList();
    }

    /// What these inputs cost to spend.
    long fee(int inputs) {
        return Math.ceilDiv(inputs * keyset.inputFeePpk(), 1000);
    }

    /// Unblinds, and asserts that the mint signed each output, in order, with its key for that amount.
    List<Proof> proofs(List<Output> outputs, JsonNode signatures) {
        assertThat(signatures.size()).isEqualTo(outputs.size());
        List<Proof> proofs = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            proofs.add(proof(outputs.get(i), signatures.get(i)));
        }
        return List.copyOf(proofs);
    }

    private Proof proof(Output output, JsonNode signature) {
        Amount amount = Amount.of(signature.get("amount").longValue());
        Point key = keyset.key(amount).orElseThrow();
        Point blinded = CURVE.point(signature.get("C_").asString());
        var dleq = new Dleq(
                Scalar.of(signature.get("dleq").get("e").asString()),
                Scalar.of(signature.get("dleq").get("s").asString()));
        assertThat(signature.get("id").asString()).isEqualTo(output.keyset().hex());
        assertThat(dleq.isValid(CURVE, key, CURVE.point(output.blinded()), blinded))
                .as("DLEQ")
                .isTrue();
        return new Proof(amount, keyset.id(), output.secret(), BLINDING.unblind(blinded, output.r(), key), null, null);
    }

    /// The state of each proof, in order, as checkstate tells it.
    List<String> states(List<Proof> proofs) {
        var answer = wire.post(
                "/v1/checkstate", Map.of("Ys", proofs.stream().map(Purse::y).toList()));
        return answer.json()
                .get("states")
                .valueStream()
                .map(state -> state.get("state").asString())
                .toList();
    }

    static String y(Proof proof) {
        return BLINDING.hashToCurve(proof.secret()).hex();
    }

    static Map<String, Object> json(Proof proof) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("amount", proof.amount().value());
        json.put("id", proof.keysetId().hex());
        json.put("secret", proof.secret());
        json.put("C", proof.signature().hex());
        if (proof.witness() != null) {
            json.put("witness", proof.witness());
        }
        return json;
    }

    static List<Map<String, Object>> json(List<Proof> proofs) {
        return proofs.stream().map(Purse::json).toList();
    }

    static List<Map<String, Object>> jsonOf(List<Output> outputs) {
        return outputs.stream().map(Output::json).toList();
    }

    static Map<String, Object> swap(List<Proof> inputs, List<Output> outputs) {
        return Map.of("inputs", json(inputs), "outputs", jsonOf(outputs));
    }

    static String randomSecret() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
