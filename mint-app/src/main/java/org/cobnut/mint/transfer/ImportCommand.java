package org.cobnut.mint.transfer;

import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;

import org.cobnut.mint.command.Subcommand;
import org.cobnut.mint.keyset.SeedCheck;
import org.cobnut.mint.store.OfflineDatabase;
import org.cobnut.mint.store.ReadTransactions;
import org.cobnut.mint.store.StoreOfCommands;
import org.springframework.beans.factory.BeanFactory;
import picocli.CommandLine;

/// `bin/mint import-cdk`: takes over the database of CDK's mint. Without `--write` it does everything and rolls it
/// back.
@CommandLine.Command(name = "import-cdk", sortSynopsis = false)
public final class ImportCommand implements Subcommand {

    /// Describes the options that name a database.
    static final String ADDRESS =
            "an address such as jdbc:sqlite:/path/mint.sqlite or jdbc:postgresql://host/name?user=…";

    private static final String DONE =
            "Done. Start the mint with the same mnemonic; CDK's must never run again. Once you are sure that all it has"
                    + " issued is in these books, confirm that (docs/operating.md).";
    private static final String REHEARSED =
            "Nothing was written: this was a rehearsal. Stop CDK's mint and repeat it with --write.";
    private static final String DIFFERENT =
            "Nothing was written. If you know why they differ, add --accept-differences.";

    @CommandLine.Option(names = "--from", required = true, paramLabel = "jdbc:…", description = ADDRESS)
    private String from = "";

    @CommandLine.Option(names = "--write", description = "keeps what was taken over")
    private boolean writes;

    @CommandLine.Option(
            names = "--accept-differences",
            description = "keeps it though CDK has counted something else than its rows add up to")
    private boolean acceptsDifferences;

    @Override
    public List<Class<?>> configurations() {
        return List.of(StoreOfCommands.class, SeedCheck.OfCommands.class);
    }

    @Override
    public boolean run(BeanFactory beans, PrintWriter out) {
        var seed = beans.getBean(SeedCheck.class);
        var target = beans.getBean(OfflineDatabase.class);
        var cdk = ReadTransactions.at(from);
        out.println("From " + cdk.name() + " to " + target.name());
        var result = cdk.read(source -> target.write(
                to -> new CdkImport(source, to, Clock.systemUTC().instant()).run(seed),
                imported -> writes && isAcceptable(imported)));
        print(result, out);
        out.println(verdict(isAcceptable(result), writes));
        return isAcceptable(result);
    }

    private boolean isAcceptable(CdkImport.Result result) {
        return acceptsDifferences || result.isExact();
    }

    private static String verdict(boolean isGood, boolean isReal) {
        if (!isGood) {
            return DIFFERENT;
        }
        return isReal ? DONE : REHEARSED;
    }

    private static void print(CdkImport.Result result, PrintWriter out) {
        result.rows().forEach((table, rows) -> out.printf("%,10d  %s%n", rows, table));
        for (var keyset : result.books().keysets()) {
            out.printf(
                    "keyset %s: %,d %s issued, %,d redeemed, %,d outstanding%n",
                    keyset.keyset(), keyset.issued(), keyset.unit(), keyset.redeemed(), keyset.outstanding());
        }
        result.notes().forEach(note -> out.println("Note: " + note + "."));
        result.books().discrepancies().forEach(found -> out.println("The audit finds: " + found + "."));
        result.differences().forEach(difference -> out.println("DIFFERENCE: " + difference + "."));
    }
}
