package org.cobnut.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/// Nutshell's command line wallet gets along with the mint. The fee is 100 ppk: a swap of up to ten coins costs 1 sat.
@ExtendWith(Mints.Resolver.class)
class NutshellTests {

    @TempDir
    Path folder;

    static List<MintDatabase> even() {
        return Selection.ofThisRun().databases(0);
    }

    static List<MintDatabase> odd() {
        return Selection.ofThisRun().databases(1);
    }

    /// Not before all: Surefire does not report a class that is given up there, and nobody would see that it was.
    @BeforeEach
    void install() {
        Nutshell.install().ifPresent(NotRun::because);
    }

    @ParameterizedTest
    @MethodSource("even")
    @Execution(ExecutionMode.CONCURRENT)
    void mintsAndSendsToAnotherWallet(MintDatabase database, Mints mints) throws IOException {
        Nutshell alice = wallet("alice", database, mints);
        Nutshell bob = wallet("bob", database, mints);

        alice.mint(100);
        bob.receive(alice.send(21));

        assertThat(bob.balance()).isEqualTo(20);
        assertThat(alice.balance()).isBetween(77, 79);
    }

    @ParameterizedTest
    @MethodSource("odd")
    @Execution(ExecutionMode.CONCURRENT)
    void cannotReceiveATokenTwice(MintDatabase database, Mints mints) throws IOException {
        Nutshell alice = wallet("alice", database, mints);
        Nutshell bob = wallet("bob", database, mints);
        alice.mint(32);
        String token = alice.send(16);
        bob.receive(token);

        String answer = wallet("carol", database, mints).receiveInVain(token);

        assertThat(answer).contains("11001");
        assertThat(bob.balance()).isEqualTo(15);
    }

    @ParameterizedTest
    @MethodSource("even")
    @Execution(ExecutionMode.CONCURRENT)
    void receivesWhatIsLockedToItsKey(MintDatabase database, Mints mints) throws IOException {
        Nutshell alice = wallet("alice", database, mints);
        Nutshell bob = wallet("bob", database, mints);
        alice.mint(64);
        String token = alice.send(10, "--dleq", "--lock", bob.lock());

        String answer = alice.receiveInVain(token);
        bob.receive(token);

        assertThat(answer).contains("20008");
        assertThat(bob.balance()).isEqualTo(9);
    }

    @ParameterizedTest
    @MethodSource("odd")
    @Execution(ExecutionMode.CONCURRENT)
    void paysAnInvoiceAndGetsChange(MintDatabase database, Mints mints) throws IOException {
        Nutshell alice = wallet("alice", database, mints);
        alice.mint(100);

        alice.pay(Payee.invoice(20_000, "a cup of tea"));

        assertThat(alice.balance()).isBetween(75, 79);
    }

    @ParameterizedTest
    @MethodSource("even")
    @Execution(ExecutionMode.CONCURRENT)
    void restoresFromItsWords(MintDatabase database, Mints mints) throws IOException {
        Nutshell alice = wallet("alice", database, mints);
        alice.mint(100);
        wallet("bob", database, mints).receive(alice.send(21));
        int left = alice.balance();
        Nutshell again = wallet("again", database, mints);

        again.restore(alice.mnemonic());

        assertThat(again.balance()).isEqualTo(left);
    }

    private Nutshell wallet(String name, MintDatabase database, Mints mints) throws IOException {
        return new Nutshell(
                Files.createDirectories(folder.resolve(name)),
                mints.on(database).url());
    }
}
