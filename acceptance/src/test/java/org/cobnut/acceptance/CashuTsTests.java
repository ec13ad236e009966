package org.cobnut.acceptance;

import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/// The wallet library cashu-ts gets along with the mint; each of its scenarios is a test here.
@ExtendWith(Mints.Resolver.class)
class CashuTsTests {

    @TestFactory
    Stream<DynamicTest> drivesAMintOnSqlite(Mints mints) {
        return scenarios(mints, MintDatabase.SQLITE);
    }

    @TestFactory
    Stream<DynamicTest> drivesAMintOnPostgresql(Mints mints) {
        return scenarios(mints, MintDatabase.POSTGRESQL);
    }

    private static Stream<DynamicTest> scenarios(Mints mints, MintDatabase database) {
        return CashuTs.install()
                .map(reason -> Stream.of(dynamicTest("cashu-ts", () -> NotRun.because(reason))))
                .orElseGet(() -> run(mints.on(database)).map(CashuTsTests::test));
    }

    private static Stream<CashuTs.Scenario> run(RunningMint mint) {
        try (var payee = new Payee()) {
            return CashuTs.run(mint.url(), payee.url()).stream();
        }
    }

    private static DynamicTest test(CashuTs.Scenario scenario) {
        return dynamicTest(
                scenario.name(),
                () -> assertThat(scenario.failure()).as(scenario.name()).isEmpty());
    }
}
