package org.cobnut.mint.transfer;

import java.io.PrintWriter;

import org.cobnut.mint.command.Command;
import org.cobnut.mint.command.CommandRefusedException;
import org.cobnut.mint.store.OfflineDatabase;
import org.springframework.boot.ApplicationArguments;
import org.springframework.context.annotation.Bean;

/// `bin/mint copy`: the context of the command.
public class CopyCommand {

    private static final String DONE =
            "Done. The mnemonic is not in a database: give the mint the same one. Never serve"
                    + " the old database again.";

    @Bean
    Command copy(ApplicationArguments arguments) {
        return out -> {
            var options = new Options(arguments);
            var from = OfflineDatabase.at(options.required("from"));
            var to = OfflineDatabase.at(options.required("to"));
            if (from.name().equals(to.name())) {
                throw new CommandRefusedException("--from and --to are the same database");
            }
            return copy(from, to, out);
        };
    }

    /// Both are held all the time, so that no mint starts on one of them in between. The one that is copied is only
    /// brought up to date.
    private static boolean copy(OfflineDatabase from, OfflineDatabase to, PrintWriter out) {
        out.println("From " + from.name() + " to " + to.name());
        var result = from.write(
                source -> to.write(target -> new DatabaseCopy(source, target).run(), DatabaseCopy.Result::isExact),
                _ -> false);
        result.rows().forEach((table, rows) -> out.printf("%,10d  %s%n", rows, table));
        result.differences().forEach(difference -> out.println("DIFFERENCE: " + difference + "."));
        out.println(result.isExact() ? DONE : "Nothing was written.");
        return result.isExact();
    }
}
