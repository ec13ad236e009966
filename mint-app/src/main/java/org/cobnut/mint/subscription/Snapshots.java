package org.cobnut.mint.subscription;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.cobnut.cashu.ProofState;
import org.cobnut.cashu.crypto.Point;
import org.cobnut.mint.issue.MintQuoteAnswer;
import org.cobnut.mint.issue.MintQuoteBook;
import org.cobnut.mint.ledger.KnownProof;
import org.cobnut.mint.ledger.Ledger;
import org.cobnut.mint.melt.MeltQuoteAnswer;
import org.cobnut.mint.melt.MeltQuoteBook;
import org.cobnut.payment.PaymentMethod;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Reads how things are: one statement per kind, however many are asked for.
@Component
class Snapshots {

    private final MintQuoteBook mintQuotes;
    private final MeltQuoteBook meltQuotes;
    private final Ledger ledger;
    private final JsonMapper mapper;

    Snapshots(MintQuoteBook mintQuotes, MeltQuoteBook meltQuotes, Ledger ledger, JsonMapper mapper) {
        this.mintQuotes = mintQuotes;
        this.meltQuotes = meltQuotes;
        this.ledger = ledger;
        this.mapper = mapper;
    }

    /// A proof's state as NUT-07 and NUT-17 write it.
    record ProofPayload(
            @JsonProperty("Y") Point y,
            ProofState state,
            @Nullable String witness) {}

    /// Those of `topics` that exist; a proof always does.
    List<Snapshot> read(Collection<Topic> topics) {
        var minted = new ArrayList<String>();
        var melted = new ArrayList<String>();
        var proofs = new ArrayList<Point>();
        for (var topic : topics) {
            switch (topic) {
                case Topic.MintQuote(var id) -> minted.add(id);
                case Topic.MeltQuote(var id) -> melted.add(id);
                case Topic.Proof(var y) -> proofs.add(y);
            }
        }
        var snapshots = new ArrayList<Snapshot>();
        mintQuotes.answers(PaymentMethod.BOLT11, minted).forEach(quote -> snapshots.add(of(quote)));
        meltQuotes.answers(PaymentMethod.BOLT11, melted).forEach(quote -> snapshots.add(of(quote)));
        if (!proofs.isEmpty()) {
            ledger.states(proofs).forEach(proof -> snapshots.add(of(proof)));
        }
        return snapshots;
    }

    Snapshot of(KnownProof proof) {
        var payload = new ProofPayload(proof.y(), proof.state(), proof.witness());
        return new Snapshot(
                new Topic.Proof(proof.y()), mapper.writeValueAsString(payload), proof.state() == ProofState.SPENT);
    }

    /// Never final: what is overpaid can be minted again.
    private Snapshot of(MintQuoteAnswer quote) {
        return new Snapshot(new Topic.MintQuote(quote.quote()), mapper.writeValueAsString(quote), false);
    }

    private Snapshot of(MeltQuoteAnswer quote) {
        return new Snapshot(new Topic.MeltQuote(quote.quote()), mapper.writeValueAsString(quote), quote.isFinal());
    }

    /// Lets the processors be asked about quotes of which nothing may have been heard.
    void refresh(Collection<Topic> topics) {
        var minted = new ArrayList<String>();
        var melted = new ArrayList<String>();
        for (var topic : topics) {
            switch (topic) {
                case Topic.MintQuote(var id) -> minted.add(id);
                case Topic.MeltQuote(var id) -> melted.add(id);
                case Topic.Proof _ -> {}
            }
        }
        mintQuotes.refresh(minted);
        meltQuotes.refresh(melted);
    }
}
