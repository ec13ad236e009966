package org.cobnut.mint.keyset;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;

import org.cobnut.mint.command.CommandRefusedException;
import org.cobnut.mint.command.Subcommand;
import org.cobnut.mint.store.ReadTransactions;
import org.cobnut.mint.store.StoreOfCommands;
import org.cobnut.signatory.KeysetDefinition;
import org.cobnut.signatory.daemon.KeysetJson;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import picocli.CommandLine;

/// `bin/mint export-keysets`: writes down which keysets the mint has derived from its seed, for a signatory in a
/// process of its own that is to take them over. It changes nothing in the database.
@CommandLine.Command(name = "export-keysets")
public final class ExportCommand implements Subcommand {

    private static final String NEXT =
            "Stop the mint, put the file as keysets.json and the mnemonic into the signatory's data directory, start the"
                    + " signatory, and start the mint with cobnut.signatory.kind=remote and without the mnemonic.";

    @CommandLine.Option(
            names = "--to",
            required = true,
            paramLabel = "keysets.json",
            description = "the file to write, keysets.json")
    private Path file = Path.of("");

    @Override
    public List<Class<?>> configurations() {
        return List.of(StoreOfCommands.class, SeedCheck.OfCommands.class);
    }

    @Override
    public boolean run(BeanFactory beans, PrintWriter out) {
        var seed = beans.getBean(SeedCheck.class);
        var keysets = beans.getBean(ReadTransactions.class).read(database -> derived(database, seed));
        write(file, keysets);
        for (var keyset : keysets) {
            out.printf("keyset %s: %s, number %d%n", keyset.id(), keyset.unit(), keyset.index());
        }
        out.printf("Wrote %d keysets to %s. The mnemonic derives all of them.%n", keysets.size(), file);
        out.println(NEXT);
        return true;
    }

    private static List<KeysetDefinition> derived(JdbcClient database, SeedCheck seed) {
        var keysets = KeysetRows.all(database).stream()
                .sorted(Comparator.comparing(
                                (KeysetDefinition keyset) -> keyset.unit().name())
                        .thenComparingInt(KeysetDefinition::index))
                .toList();
        if (keysets.isEmpty()) {
            throw new CommandRefusedException("the database has no keysets: start the signatory without a file");
        }
        if (keysets.stream().anyMatch(keyset -> keyset.derivationPath().equals(KeysetRows.ELSEWHERE))) {
            throw new CommandRefusedException("the keysets of this database are with a signatory already");
        }
        try {
            seed.require(database);
        } catch (IllegalArgumentException foreign) {
            throw new CommandRefusedException(String.valueOf(foreign.getMessage()));
        }
        return keysets;
    }

    private static void write(Path file, List<KeysetDefinition> keysets) {
        try {
            Files.writeString(
                    file,
                    KeysetJson.write(keysets),
                    StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.SYNC);
        } catch (FileAlreadyExistsException _) {
            throw new CommandRefusedException("there is a file " + file + " already");
        } catch (IOException error) {
            throw new CommandRefusedException("the file " + file + " cannot be written: " + error);
        }
    }
}
