package org.cobnut.wallet.client;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.cobnut.cashu.BlindSignature;
import org.cobnut.cashu.BlindedMessage;
import org.cobnut.cashu.Keyset;
import org.cobnut.cashu.KeysetId;
import org.cobnut.cashu.KeysetInfo;
import org.cobnut.cashu.Proof;
import org.cobnut.cashu.crypto.Point;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// The requests of one mint's HTTP interface. It blocks, remembers nothing and serves any number of threads.
///
/// Every request may throw [RefusedByMintException], the mint's own refusal, or [NoAnswerException], after
/// which nobody knows what the mint has done. DLEQ proofs are taken out of inputs before they are sent, since
/// they would tell the mint which output a proof came from.
public final class MintClient {

    /// A payment method has to be a word of these letters (NUT-04).
    private static final Pattern METHOD = Pattern.compile("[a-z0-9_-]+");

    private final MintHttp http;
    private final Timeouts timeouts;

    /// Talks to the mint at `mint`.
    ///
    /// @param http keeps connections; best one for all mints, made by [#http]
    /// @param mint the URL without `/v1`
    public MintClient(HttpClient http, URI mint, Timeouts timeouts) {
        this.http = new MintHttp(http, mint);
        this.timeouts = timeouts;
    }

    /// What clients share: connections by HTTP/1.1 that are kept alive. It follows no redirects, which could
    /// lead another person to the money.
    public static HttpClient http(Duration connectTimeout) {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connectTimeout)
                .build();
    }

    /// NUT-06: what the mint says of itself.
    public MintInfo info() {
        return new MintInfo(get("/v1/info", JsonNode.class));
    }

    /// NUT-01: the active keysets with their keys, except those of versions that this wallet does not know.
    /// Their ids have been checked against the keys.
    public List<Keyset> keys() {
        var keysets = keysets("/v1/keys", Keyset.class).toList();
        return requireGenuine(keysets.stream().allMatch(Keyset::hasGenuineId), keysets);
    }

    /// NUT-02: one keyset with its keys, active or not. Its id has been checked against them.
    public Keyset keys(KeysetId id) {
        var keyset = keysets("/v1/keys/" + id.hex(), Keyset.class)
                .filter(candidate -> candidate.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new NoAnswerException("the mint has given another keyset", null));
        return requireGenuine(keyset.hasGenuineId(), keyset);
    }

    /// NUT-02: all keysets without their keys, except those of versions that this wallet does not know.
    public List<KeysetInfo> keysets() {
        return keysets("/v1/keysets", KeysetInfo.class).toList();
    }

    /// NUT-03: exchanges proofs for signatures on outputs of the same worth less the fees, in their order.
    public List<BlindSignature> swap(List<Proof> inputs, List<BlindedMessage> outputs) {
        var stripped = inputs.stream().map(Proof::withoutDleq).toList();
        return sign("/v1/swap", new WireForms.Swap(stripped, outputs));
    }

    /// NUT-04: asks for a quote.
    public MintQuote requestMintQuote(String method, MintQuoteRequest request) {
        return post("/v1/mint/quote/" + method(method), request, MintQuote.class);
    }

    /// NUT-04: how a quote is now.
    public MintQuote mintQuote(String method, String quote) {
        var answer = get("/v1/mint/quote/" + method(method) + "/" + encoded(quote), MintQuote.class);
        return requireAnswerTo(answer.quote().equals(quote), answer);
    }

    /// NUT-29: how several quotes are now, in their order.
    public List<MintQuote> mintQuotes(String method, List<String> quotes) {
        var path = "/v1/mint/quote/" + method(method) + "/check";
        var answer = List.of(post(path, new WireForms.Quotes(quotes), MintQuote[].class));
        return requireAnswerTo(answer.stream().map(MintQuote::quote).toList().equals(quotes), answer);
    }

    /// NUT-04: has outputs signed for a paid quote, in their order.
    public List<BlindSignature> mint(String method, MintRequest request) {
        return sign("/v1/mint/" + method(method), request);
    }

    /// NUT-29: has outputs signed for several paid quotes, in their order.
    public List<BlindSignature> mintBatch(String method, BatchMintRequest request) {
        return sign("/v1/mint/" + method(method) + "/batch", request);
    }

    /// NUT-05: asks what a payment costs.
    public MeltQuote requestMeltQuote(String method, MeltQuoteRequest request) {
        return post("/v1/melt/quote/" + method(method), request, MeltQuote.class);
    }

    /// NUT-05: how a quote is now.
    public MeltQuote meltQuote(String method, String quote) {
        var answer = get("/v1/melt/quote/" + method(method) + "/" + encoded(quote), MeltQuote.class);
        return requireAnswerTo(answer.quote().equals(quote), answer);
    }

    /// NUT-05: pays. After [NoAnswerException] the payment may be under way, and the inputs must not be used
    /// until [#meltQuote] says what became of it.
    public MeltQuote melt(String method, MeltRequest request) {
        var path = "/v1/melt/" + method(method);
        var answer = http.post(path, request.withoutDleq(), MeltQuote.class, timeouts.melt());
        return requireAnswerTo(answer.quote().equals(request.quote()), answer);
    }

    /// NUT-07: the states of proofs, in the order of their points.
    public List<ProofStatus> checkState(List<Point> ys) {
        var answer = post("/v1/checkstate", new WireForms.Ys(ys), WireForms.States.class)
                .states();
        return requireAnswerTo(answer.stream().map(ProofStatus::y).toList().equals(ys), answer);
    }

    /// NUT-09: asks for signatures that the mint has given before.
    public Restored restore(List<BlindedMessage> outputs) {
        var answer = post("/v1/restore", new WireForms.Outputs(outputs), Restored.class);
        return requireAnswerTo(answer.outputs().size() == answer.signatures().size(), answer);
    }

    private List<BlindSignature> sign(String path, Object request) {
        return post(path, request, WireForms.Signatures.class).signatures();
    }

    private <T> Stream<T> keysets(String path, Class<T> type) {
        return get(path, WireForms.Keysets.class).keysets().stream()
                .filter(MintClient::isOfKnownVersion)
                .map(keyset -> keyset(keyset, type));
    }

    /// One keyset of tomorrow must not take those of today away.
    private static boolean isOfKnownVersion(JsonNode keyset) {
        try {
            KeysetId.parse(keyset.path("id").stringValue(""));
            return true;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static <T> T keyset(JsonNode keyset, Class<T> type) {
        try {
            return MintJson.MAPPER.treeToValue(keyset, type);
        } catch (JacksonException e) {
            throw new NoAnswerException("the mint has a keyset that is not in the NUTs", e);
        }
    }

    private static <T> T requireGenuine(boolean isGenuine, T answer) {
        if (!isGenuine) {
            throw new NoAnswerException("the mint has given other keys than those of the id", null);
        }
        return answer;
    }

    private static <T> T requireAnswerTo(boolean isAnswer, T answer) {
        if (!isAnswer) {
            throw new NoAnswerException("the mint has answered another question", null);
        }
        return answer;
    }

    private static String method(String method) {
        if (!METHOD.matcher(method).matches()) {
            throw new IllegalArgumentException("a payment method is a word of a-z, 0-9, - and _");
        }
        return method;
    }

    private static String encoded(String quote) {
        return URLEncoder.encode(quote, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private <T> T get(String path, Class<T> answer) {
        return http.get(path, answer, timeouts.request());
    }

    private <T> T post(String path, Object body, Class<T> answer) {
        return http.post(path, body, answer, timeouts.request());
    }
}
