package org.cobnut.mint.restore;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.cobnut.cashu.BlindSignature;
import org.cobnut.cashu.BlindedMessage;
import org.cobnut.cashu.ProofState;
import org.cobnut.cashu.crypto.Point;
import org.cobnut.mint.http.Limits;
import org.cobnut.mint.ledger.KnownProof;
import org.cobnut.mint.ledger.Ledger;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/// `POST /v1/checkstate` (NUT-07) and `POST /v1/restore` (NUT-09).
@RestController
class RestoreController {

    private final Ledger ledger;
    private final Limits limits;

    RestoreController(Ledger ledger, Limits limits) {
        this.ledger = ledger;
        this.limits = limits;
    }

    /// A proof that the mint has never seen is unspent.
    @PostMapping("/v1/checkstate")
    States states(@RequestBody StatesRequest request) {
        limits.checkInputs(request.ys());
        return new States(ledger.states(request.ys()).stream().map(State::of).toList());
    }

    /// Amounts are the signed ones, whatever the wallet says: for its change it cannot know them.
    @PostMapping("/v1/restore")
    Restored restore(@RequestBody RestoreRequest request) {
        limits.checkOutputs(request.outputs());
        var known = ledger.signatures(
                request.outputs().stream().map(BlindedMessage::blindedSecret).toList());
        var restored = new Restored(new ArrayList<>(), new ArrayList<>());
        for (var output : request.outputs()) {
            var signature = known.get(output.blindedSecret());
            if (signature != null) {
                restored.outputs()
                        .add(new BlindedMessage(signature.amount(), signature.keysetId(), output.blindedSecret()));
                restored.signatures().add(signature);
            }
        }
        return restored;
    }

    record StatesRequest(@JsonProperty("Ys") List<Point> ys) {}

    record States(List<State> states) {}

    record State(
            @JsonProperty("Y") Point y,
            ProofState state,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            String witness) {

        static State of(KnownProof proof) {
            return new State(proof.y(), proof.state(), proof.witness());
        }
    }

    record RestoreRequest(List<BlindedMessage> outputs) {}

    record Restored(List<BlindedMessage> outputs, List<BlindSignature> signatures) {}
}
