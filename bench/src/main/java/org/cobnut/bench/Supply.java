package org.cobnut.bench;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.cobnut.bench.Batch.Prepared;
import org.cobnut.cashu.Amount;
import org.cobnut.cashu.BlindSignature;
import org.cobnut.cashu.BlindedMessage;
import org.cobnut.cashu.Proof;
import org.cobnut.cashu.Unit;
import org.cobnut.cashu.crypto.BlindDiffieHellman;
import org.cobnut.cashu.crypto.Curve;
import org.cobnut.cashu.crypto.Point;
import org.cobnut.cashu.json.CashuModule;
import org.cobnut.wallet.output.Output;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Makes the requests for a mint, blinding and JSON included, and takes the ecash out of the answers.
final class Supply {

    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new CashuModule())
            .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();
    private static final int QUOTING_CLIENTS = 16;
    private static final Duration QUOTED_WITHIN = Duration.ofMinutes(2);

    private final URI mint;
    private final Cashier cashier;
    private final BlindDiffieHellman curve = new BlindDiffieHellman(Curve.preferred());

    Supply(URI mint) {
        this.mint = mint;
        this.cashier = new Cashier(mint);
    }

    private record Swap(List<Proof> inputs, List<BlindedMessage> outputs) {}

    private record Quote(long amount, Unit unit) {}

    private record Mint(String quote, List<BlindedMessage> outputs) {}

    private record Check(@JsonProperty("Ys") List<Point> ys) {}

    private record Signatures(List<BlindSignature> signatures) {}

    /// Makes `count` requests.
    Batch prepare(Workload workload, int count) {
        return switch (workload) {
            case SWAP, SWAP_100 -> swaps(workload.size(), count);
            case MINT -> mints(workload.size(), count);
            case QUOTE ->
                new Batch(IntStream.range(0, count).mapToObj(_ -> quote(1)).toList());
            case CHECK_STATE -> checks(workload.size(), count);
        };
    }

    /// Takes the ecash out of what the mint has answered, and back what was not sent.
    void collect(Batch batch, Load.Result result) {
        var outputs = new ArrayList<Output>();
        var signatures = new ArrayList<BlindSignature>();
        for (int i = 0; i < batch.requests().size(); i++) {
            var request = batch.requests().get(i);
            var answer = result.answers().get(i);
            if (answer == null || request.outputs().isEmpty()) {
                // What was refused may be spent: with refusals, nothing that has no answer is used again.
                cashier.giveBack(result.refused() == 0 ? request.spends() : List.of());
            } else {
                outputs.addAll(request.outputs());
                signatures.addAll(JSON.readValue(answer, Signatures.class).signatures());
            }
        }
        cashier.put(outputs, signatures);
    }

    private Batch swaps(int size, int count) {
        var proofs = cashier.take(size * count);
        var outputs = cashier.outputs(size * count);
        return new Batch(IntStream.range(0, count)
                .parallel()
                .mapToObj(i -> swap(part(proofs, i, size), part(outputs, i, size)))
                .toList());
    }

    private Prepared swap(List<Proof> inputs, List<Output> outputs) {
        return new Prepared(post("/v1/swap", new Swap(inputs, messages(outputs))), inputs, outputs);
    }

    private Batch mints(int size, int count) {
        var quotes = paidQuotes(size, count);
        var outputs = cashier.outputs(size * quotes.size());
        return new Batch(IntStream.range(0, quotes.size())
                .mapToObj(i -> mint(quotes.get(i), part(outputs, i, size)))
                .toList());
    }

    private Prepared mint(String quote, List<Output> outputs) {
        var request = new Mint(quote, messages(outputs));
        return new Prepared(post("/v1/mint/" + Cashier.METHOD, request), List.of(), outputs);
    }

    private List<String> paidQuotes(int amount, int count) {
        var requests =
                IntStream.range(0, count).mapToObj(_ -> quote(amount).text()).toList();
        var result = Load.run(mint, requests, QUOTING_CLIENTS, QUOTED_WITHIN);
        var quotes = result.answers().stream()
                .filter(Objects::nonNull)
                .map(answer ->
                        JSON.readValue(answer, JsonNode.class).path("quote").asString())
                .toList();
        cashier.awaitPaid(quotes, Amount.of(amount));
        return quotes;
    }

    private Prepared quote(int amount) {
        var request = new Quote(amount, Unit.SAT);
        return new Prepared(post("/v1/mint/quote/" + Cashier.METHOD, request), List.of(), List.of());
    }

    private Batch checks(int size, int count) {
        var proofs = cashier.take(size * count);
        return new Batch(IntStream.range(0, count)
                .parallel()
                .mapToObj(i -> check(part(proofs, i, size)))
                .toList());
    }

    private Prepared check(List<Proof> proofs) {
        var ys = proofs.stream().map(proof -> curve.hashToCurve(proof.secret())).toList();
        return new Prepared(post("/v1/checkstate", new Check(ys)), proofs, List.of());
    }

    private String post(String path, Object body) {
        return Connection.post(mint, path, JSON.writeValueAsString(body));
    }

    private static List<BlindedMessage> messages(List<Output> outputs) {
        return outputs.stream().map(Output::message).toList();
    }

    private static <T> List<T> part(List<T> all, int index, int size) {
        return all.subList(index * size, (index + 1) * size);
    }
}
