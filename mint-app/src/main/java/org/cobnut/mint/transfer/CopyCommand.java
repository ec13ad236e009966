package org.cobnut.mint.transfer;

import java.io.PrintWriter;
import java.util.List;

import org.cobnut.mint.command.CommandRefusedException;
import org.cobnut.mint.command.Subcommand;
import org.cobnut.mint.store.OfflineDatabase;
import org.cobnut.mint.store.StoreOfCommands;
import org.springframework.beans.factory.BeanFactory;
import picocli.CommandLine;

/// `bin/mint copy`: copies a mint's database into an empty one, of the same engine or the other.
@CommandLine.Command(name = "copy", sortSynopsis = false)
public final class CopyCommand implements Subcommand {

    private static final String DONE =
            "Done. The mnemonic is not in a database: give the mint the same one. Never serve"
                    + " the old database again.";

    @CommandLine.Option(names = "--from", required = true, paramLabel = "jdbc:…", description = ImportCommand.ADDRESS)
    private String from = "";

    @CommandLine.Option(names = "--to", required = true, paramLabel = "jdbc:…", description = ImportCommand.ADDRESS)
    private String to = "";

    /// Neither database is the one of the settings; the context only sets up the log.
    @Override
    public List<Class<?>> configurations() {
        return List.of(StoreOfCommands.class);
    }

    @Override
    public boolean run(BeanFactory beans, PrintWriter out) {
        var source = OfflineDatabase.at(from);
        var target = OfflineDatabase.at(to);
        if (source.name().equals(target.name())) {
            throw new CommandRefusedException("--from and --to are the same database");
        }
        return copy(source, target, out);
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
