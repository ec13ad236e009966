package org.cobnut.mint.transfer;

import java.io.PrintWriter;
import java.time.Clock;

import org.cobnut.mint.command.Command;
import org.cobnut.mint.keyset.SeedCheck;
import org.cobnut.mint.store.OfflineDatabase;
import org.cobnut.mint.store.ReadTransactions;
import org.cobnut.mint.store.StoreOfCommands;
import org.springframework.boot.ApplicationArguments;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/// `bin/mint import-cdk`: the context of the command. Without `--write` it does everything and rolls it back.
@Import({StoreOfCommands.class, SeedCheck.OfCommands.class})
public class ImportCommand {

    private static final String DONE =
            "Done. Start the mint with the same mnemonic; CDK's must never run again. Once you are sure that all it has"
                    + " issued is in these books, confirm that (docs/operating.md).";
    private static final String REHEARSED =
            "Nothing was written: this was a rehearsal. Stop CDK's mint and repeat it with --write.";
    private static final String DIFFERENT =
            "Nothing was written. If you know why they differ, add --accept-differences.";

    @Bean
    Command importCdk(OfflineDatabase target, SeedCheck seed, ApplicationArguments arguments) {
        return out -> {
            var options = new Options(arguments);
            var from = ReadTransactions.at(options.required("from"));
            boolean isAnyAccepted = options.has("accept-differences");
            boolean isReal = options.has("write");
            out.println("From " + from.name() + " to " + target.name());
            var result = from.read(source -> target.write(
                    to -> new CdkImport(source, to, Clock.systemUTC().instant()).run(seed),
                    imported -> isReal && (isAnyAccepted || imported.isExact())));
            print(result, out);
            boolean isGood = isAnyAccepted || result.isExact();
            out.println(verdict(isGood, isReal));
            return isGood;
        };
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
