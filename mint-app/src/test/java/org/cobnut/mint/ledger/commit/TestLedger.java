package org.cobnut.mint.ledger.commit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.cobnut.mint.ledger.BookReader;
import org.cobnut.mint.ledger.Ledger;
import org.cobnut.mint.ledger.LedgerSettings;
import org.cobnut.mint.ledger.TestBook;
import org.cobnut.mint.store.TestDatabase;

/// The ledger on a test's database, with a committer.
public final class TestLedger extends TestBook implements AutoCloseable {

    public static final LedgerSettings SETTINGS = new LedgerSettings(4096, 256, 2000, 5, Duration.ofSeconds(30));

    private final List<GroupCommitter> others = new ArrayList<>();
    private GroupCommitter committer;
    private Ledger ledger;

    public TestLedger(TestDatabase database) {
        super(database);
        this.committer = new GroupCommitter(SETTINGS, groups(book));
        this.ledger = ledger(committer);
    }

    /// The ledger with another committer.
    Ledger with(LedgerSettings settings) {
        committer.close();
        committer = new GroupCommitter(settings, groups(book));
        ledger = ledger(committer);
        return ledger;
    }

    public Ledger ledger() {
        return ledger;
    }

    /// The ledger of another replica on the same database.
    public Ledger ofAnotherReplica() {
        var another = new GroupCommitter(SETTINGS, groups(book));
        others.add(another);
        return ledger(another);
    }

    GroupCommitter committer() {
        return committer;
    }

    final GroupCommit groups(BookReader reader) {
        return new GroupCommit(
                database.transactions(),
                database.dialect(),
                writer,
                issuance,
                new Verdicts(reader, issuance),
                overRedemption,
                database.clock(),
                SETTINGS.attempts());
    }

    @Override
    public void close() {
        committer.close();
        others.forEach(GroupCommitter::close);
    }
}
