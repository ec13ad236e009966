package org.cobnut.mint.keyset;

import org.cobnut.cashu.crypto.Point;
import org.cobnut.mint.start.StartRefusedException;
import org.cobnut.mint.store.KeyValueName;
import org.cobnut.mint.store.KeyValues;
import org.cobnut.mint.store.Transactions;
import org.cobnut.signatory.Signatory;

/// The public key of a database's seed, which the first start stores there. With another seed the mint would refuse its
/// own money.
final class RootKey {

    private static final KeyValueName NAME = new KeyValueName("cobnut_mint", "signatory", "root_public_key");
    private static final String ACTION =
            "Start with the mnemonic that this database began with, or with another database.";

    private final KeyValues values;
    private final Transactions transactions;

    RootKey(KeyValues values, Transactions transactions) {
        this.values = values;
        this.transactions = transactions;
    }

    /// Whether no seed has been used with the database.
    boolean isUnknown() {
        return values.get(NAME).isEmpty();
    }

    /// Stores the signatory's key in a new database, or compares it with the stored one.
    ///
    /// @throws StartRefusedException if the database belongs to another seed
    void require(Signatory signatory) {
        var given = given(signatory).hex();
        transactions.run(() -> values.putIfAbsent(NAME, given));
        var stored = values.get(NAME).orElseThrow();
        if (!stored.equals(given)) {
            throw new StartRefusedException(
                    "The database belongs to the seed whose root public key is " + stored + ", and the mint was given"
                            + " the seed of " + given + ".",
                    ACTION);
        }
    }

    private static Point given(Signatory signatory) {
        try {
            return signatory.keysets().rootPublicKey();
        } catch (IllegalStateException foreign) {
            throw new StartRefusedException(
                    "The seed does not fit the database: " + foreign.getMessage() + ".", ACTION);
        }
    }
}
