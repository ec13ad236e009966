package org.cobnut.mint;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.http.HttpRequest;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.cobnut.cashu.ErrorCode;
import org.cobnut.cashu.Proof;
import org.cobnut.cashu.token.Token;
import org.cobnut.mint.store.TestDatabase;
import org.cobnut.mint.testing.Engine;
import org.cobnut.mint.testing.Mint;
import org.cobnut.mint.testing.TestWallet;
import org.cobnut.payment.Money;
import org.cobnut.payment.fake.FakeInvoice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/// Databases that a cdk-mintd 0.18 has written become ours.
@ExtendWith(OutputCaptureExtension.class)
class ImportCdkTests {

    private static final String KEYSET = "00bcdcb31c919a24";
    private static final String MAY_BE_PAID = "01a20c87-0000-7000-8000-000000000002";

    @TempDir
    private Path folder;

    static Stream<Arguments> engines() {
        return Stream.of(
                Arguments.of(Engine.SQLITE, Engine.POSTGRESQL), Arguments.of(Engine.POSTGRESQL, Engine.SQLITE));
    }

    @ParameterizedTest
    @MethodSource("engines")
    void redeemsWhatTheOldMintHasIssued(Engine from, Engine to, CapturedOutput output) throws Exception {
        var facts = facts(from);
        var source = source(from);
        var target = target(to);

        assertThat(importCdk(source, target, words(facts), "--write")).isZero();
        assertThat(Subcommands.run(arguments("audit", target))).isZero();

        assertThat(output.getOut())
                .contains("keyset " + KEYSET + ": 4,169 sat issued, 86 redeemed, 4,083 outstanding")
                .doesNotContain("DIFFERENCE")
                .doesNotContain("The audit finds");
        assertThat(number(target, "SELECT COUNT(*) FROM proof")).isEqualTo(12);
        assertThat(number(target, "SELECT COUNT(*) FROM blind_signature")).isEqualTo(57);
        assertThat(number(target, "SELECT COUNT(*) FROM melt_quote WHERE payment_hash IS NOT NULL AND total_spent = 2"))
                .isEqualTo(1);
        assertThat(number(target, "SELECT COUNT(*) FROM mint_quote_issued WHERE operation_id IS NOT NULL"))
                .isEqualTo(4);
        try (var mint = Mint.start(to, target)) {
            assertRedeems(mint, facts);
        }
        assertThat(Subcommands.run(arguments("audit", target))).isZero();
    }

    private static void assertRedeems(Mint mint, JsonNode facts) {
        var wallet = new TestWallet(mint);
        for (var token : facts.get("unspent").values()) {
            var proofs = Token.parse(token.asString()).proofs();
            wallet.swap(proofs, wallet.blind(amounts(proofs))).ok();
        }
        for (var token : facts.get("spent").values()) {
            var proofs = Token.parse(token.asString()).proofs();
            wallet.swap(proofs, wallet.blind(amounts(proofs))).refusedWith(ErrorCode.PROOFS_SPENT);
        }
        for (var keyset : facts.get("keysets").values()) {
            mint.get("/v1/keys/" + keyset.get("id").asString()).ok();
        }
    }

    @Test
    void mintsWhatWasPaidToTheOldMint() throws Exception {
        var target = target(Engine.SQLITE);
        assertThat(importCdk(source(Engine.SQLITE), target, words(facts(Engine.SQLITE)), "--write"))
                .isZero();

        try (var mint = Mint.start(Engine.SQLITE, target)) {
            var request = Map.of(
                    "quote",
                    "01a20c88-12e9-7393-9d82-ab075b5d0558",
                    "outputs",
                    TestWallet.messages(new TestWallet(mint).blind(4, 2, 1)));
            mint.post("/v1/mint/bolt11", TestWallet.json(request)).ok();
            mint.post("/v1/mint/bolt11", TestWallet.json(request)).ok();
        }
        assertThat(number(target, "SELECT SUM(amount_paid - amount_issued) FROM mint_quote"))
                .isZero();
    }

    @Test
    void rehearsesUnlessItIsToldToWrite(CapturedOutput output) throws Exception {
        for (var engine : Engine.values()) {
            var target = target(engine);

            assertThat(importCdk(source(engine), target, words(facts(engine)))).isZero();

            assertThat(output.getOut()).contains("Nothing was written: this was a rehearsal");
            assertThat(number(target, "SELECT COUNT(*) FROM proof")).isZero();
            assertThat(number(target, "SELECT COUNT(*) FROM keyset")).isZero();
        }
    }

    @Test
    void refusesAnotherMnemonic(CapturedOutput output) throws Exception {
        var target = target(Engine.SQLITE);
        var other = "legal winner thank year wave sausage worth useful legal winner thank yellow";

        assertThat(importCdk(source(Engine.SQLITE), target, other, "--write")).isEqualTo(2);

        assertThat(output.getErr()).contains("the mnemonic is not the one of these keysets");
        assertThat(number(target, "SELECT COUNT(*) FROM keyset")).isZero();
    }

    @Test
    void refusesToFillWhatIsNotEmpty(CapturedOutput output) throws Exception {
        var target = target(Engine.SQLITE);
        var words = words(facts(Engine.SQLITE));
        assertThat(importCdk(source(Engine.SQLITE), target, words, "--write")).isZero();

        assertThat(importCdk(source(Engine.SQLITE), target, words, "--write")).isEqualTo(2);

        assertThat(output.getErr()).contains("it must be a new, empty one");
    }

    @Test
    void refusesWhileAMintServes(CapturedOutput output) throws Exception {
        var words = words(facts(Engine.SQLITE));
        try (var lock = FileChannel.open(
                        folder.resolve("mint.sqlite.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var _ = lock.lock()) {
            assertThat(importCdk(source(Engine.SQLITE), target(Engine.SQLITE), words, "--write"))
                    .isEqualTo(2);
        }
        assertThat(output.getErr()).contains("another mint serves");

        try (var database = TestDatabase.postgres()) {
            database.transactions()
                    .run(
                            () -> database.jdbcTemplate()
                                    .execute(
                                            "INSERT INTO replica (id, lease_until, started_time) VALUES ('alive', 9999999999, 1)"));
            assertThat(importCdk(source(Engine.SQLITE), database.properties(), words, "--write"))
                    .isEqualTo(2);
        }
        assertThat(output.getErr()).contains("stop all of its replicas first");
    }

    @Test
    void refusesWhatIsNoDatabaseOfCdk(CapturedOutput output) throws Exception {
        try (var database = TestDatabase.sqlite()) {
            var from = Objects.requireNonNull(database.properties().get("spring.datasource.url"));

            assertThat(importCdk(from, target(Engine.SQLITE), "abandon ".repeat(11) + "about"))
                    .isEqualTo(2);
        }
        assertThat(output.getErr()).contains("this is no database of CDK's mint");
    }

    @Test
    void undoesWhatA32BitColumnDidAndRefusesWhatItLost(CapturedOutput output) throws Exception {
        var source = source(Engine.POSTGRESQL);
        var words = words(facts(Engine.POSTGRESQL));
        execute(source, "UPDATE proof SET amount = -2147483648 WHERE amount = 32 AND operation_kind = 'swap'");
        var target = target(Engine.SQLITE);

        assertThat(importCdk(source, target, words, "--write")).isEqualTo(1);
        assertThat(output.getOut()).contains("DIFFERENCE: keyset " + KEYSET + ": CDK has counted 86 as redeemed");
        assertThat(importCdk(source, target, words, "--write", "--accept-differences"))
                .isZero();
        assertThat(number(target, "SELECT MAX(amount) FROM proof")).isEqualTo(1L << 31);

        execute(source, "UPDATE proof SET amount = 0 WHERE amount < 0");
        assertThat(importCdk(source, target(Engine.POSTGRESQL), words)).isEqualTo(2);
        assertThat(output.getErr()).contains("there is ecash of 0 of keyset " + KEYSET);
    }

    @Test
    void namesQuotesWhoseAmountA32BitColumnHasLost(CapturedOutput output) throws Exception {
        var source = source(Engine.POSTGRESQL);
        var words = words(facts(Engine.POSTGRESQL));
        var invoice = FakeInvoice.of(Money.msat(5_000_000_000L), "tea").text();
        execute(
                source,
                "INSERT INTO melt_quote (id, unit, amount, request, fee_reserve, expiry, state) VALUES"
                        + " ('lost', 'msat', 705032704, '{\"Bolt11\":{\"bolt11\":\"" + invoice
                        + "\"}}', 0, 0, 'UNPAID'),"
                        + " ('kept', 'sat', 5000000, '{\"Bolt11\":{\"bolt11\":\"" + invoice + "\"}}', 0, 0, 'UNPAID')");

        assertThat(importCdk(source, target(Engine.SQLITE), words, "--write")).isEqualTo(1);

        assertThat(output.getOut())
                .contains("DIFFERENCE: melt quote lost is over 705032704 msat, and its invoice over 5000000000")
                .doesNotContain("quote kept");
    }

    /// Rows as CDK leaves them when it is killed; the points are some that it has signed.
    private static final String UNDER_WAY = """
            CREATE TABLE points AS SELECT blinded_message AS b, row_number() OVER (ORDER BY blinded_message) AS n
                FROM blind_signature;
            INSERT INTO proof (y, amount, keyset_id, secret, c, witness, state, quote_id, operation_kind, operation_id)
                SELECT b, 8, '00bcdcb31c919a24', 's', b, '"{\\"signatures\\":[]}"', 'PENDING', NULL, 'swap', 'unsigned'
                FROM points WHERE n = 1;
            INSERT INTO proof (y, amount, keyset_id, secret, c, state, quote_id, operation_kind, operation_id)
                SELECT b, 4, '00bcdcb31c919a24', 's', b, 'PENDING', NULL, 'swap', 'signed' FROM points WHERE n = 2;
            INSERT INTO proof (y, amount, keyset_id, secret, c, state, quote_id, operation_kind, operation_id)
                SELECT b, 2, '00bcdcb31c919a24', 's', b, 'PENDING', 'q1', 'melt', 'unsent' FROM points WHERE n = 3;
            INSERT INTO proof (y, amount, keyset_id, secret, c, state, quote_id, operation_kind, operation_id)
                SELECT b, 16, '00bcdcb31c919a24', 's', b, 'PENDING', 'q2', 'melt',
                       '01a20c87-0000-7000-8000-000000000002' FROM points WHERE n = 4;
            INSERT INTO proof (y, amount, keyset_id, secret, c, state, quote_id, operation_kind, operation_id)
                SELECT b, 8, '00bcdcb31c919a24', 's', b, 'SPENT', 'q3', 'melt',
                       '01a20c87-0000-7000-8000-000000000003' FROM points WHERE n = 5;
            INSERT INTO proof (y, amount, keyset_id, secret, c, state)
                SELECT b, 1, '00bcdcb31c919a24', 's', b, 'UNSPENT' FROM points WHERE n = 6;
            INSERT INTO blind_signature (blinded_message, amount, keyset_id, c, operation_kind, operation_id)
                SELECT X'0201' || substr(b, 3), 8, '00bcdcb31c919a24', NULL, 'swap', 'unsigned' FROM points WHERE n = 1;
            INSERT INTO blind_signature (blinded_message, amount, keyset_id, c, operation_kind, operation_id)
                SELECT X'0202' || substr(b, 3), 4, '00bcdcb31c919a24', b, 'swap', 'signed' FROM points WHERE n = 2;
            INSERT INTO blind_signature
                (blinded_message, amount, keyset_id, c, quote_id, operation_kind, operation_id, order_index)
                VALUES (X'02ffe3d6b840d1f00bcbee64b3ac6c354854895efd383ed638ae2d6b53fc74c43e', 0, '00bcdcb31c919a24',
                        NULL, 'q3', 'melt', '01a20c87-0000-7000-8000-000000000003', 0),
                       (X'02c0b2b13d678937dabdfc5163a4cee0641035f9a0192c56e36f75339d9c9862e8', 0, '00bcdcb31c919a24',
                        NULL, 'q3', 'melt', '01a20c87-0000-7000-8000-000000000003', 1);
            INSERT INTO melt_quote (id, unit, amount, request, fee_reserve, expiry, state)
                VALUES ('q1', 'sat', 1, 'lnbc-one', 1, 0, 'PENDING'), ('q2', 'sat', 12, 'lnbc-two', 1, 0, 'PENDING'),
                       ('q3', 'sat', 4, 'lnbc-three', 1, 0, 'PAID');
            INSERT INTO melt_request (quote_id, inputs_amount, inputs_fee) VALUES ('q1', 2, 0), ('q2', 16, 0), ('q3', 8, 0);
            INSERT INTO saga_state (operation_id, operation_kind, state, quote_id, created_at, updated_at, finalization_data)
                VALUES ('unsigned', 'swap', 'setup_complete', NULL, 1, 1, NULL),
                       ('signed', 'swap', 'setup_complete', NULL, 1, 1, NULL),
                       ('unsent', 'melt', 'setup_complete', 'q1', 1, 1, NULL),
                       ('01a20c87-0000-7000-8000-000000000002', 'melt', 'payment_attempted', NULL, 1, 1, NULL),
                       ('01a20c87-0000-7000-8000-000000000003', 'melt', 'finalizing', 'q3', 1, 1,
                        '{"total_spent":5,"unit":"sat","payment_lookup_id":null,"payment_proof":null}');
            UPDATE keyset_amounts SET total_issued = total_issued + 4, total_redeemed = total_redeemed + 8;
            DROP TABLE points
            """;

    @Test
    void endsOrContinuesWhatWasUnderWay(CapturedOutput output) throws Exception {
        var source = sourceUnderWay();
        var target = target(Engine.SQLITE);

        assertThat(importCdk(source, target, words(facts(Engine.SQLITE)), "--write"))
                .isZero();

        assertThat(output.getOut())
                .doesNotContain("The audit finds")
                .contains("swap unsigned was not signed: its 1 inputs are unspent again")
                .contains("swap signed was signed: its 1 pending inputs are spent")
                .contains("melt unsent was not sent: its inputs are unspent again")
                .contains("melt 01a20c87-0000-7000-8000-000000000002 may have been paid")
                .contains("1 proofs of requests that were never carried out are left behind");
        assertThat(number(target, "SELECT COUNT(*) FROM proof WHERE operation_id IN ('unsigned', 'unsent')"))
                .isZero();
        assertThat(number(target, "SELECT amount FROM proof WHERE operation_id = 'signed' AND state = 'SPENT'"))
                .isEqualTo(4);
        assertThat(number(target, "SELECT COUNT(*) FROM melt_quote WHERE id = 'q1' AND state = 'UNPAID'"))
                .isEqualTo(1);
        try (var mint = Mint.start(Engine.SQLITE, target)) {
            Awaitility.await()
                    .until(() -> mint.get("/v1/melt/quote/bolt11/q3").ok().has("change"));
            assertThat(mint.get("/v1/melt/quote/bolt11/q3").ok().get("change")).hasSize(2);
            assertThat(mint.get("/v1/melt/quote/bolt11/q2").ok().get("state").asString())
                    .isEqualTo("PENDING");
        }
        assertThat(number(target, "SELECT SUM(amount) FROM blind_signature WHERE quote_id = 'q3'"))
                .isEqualTo(3);
        assertThat(Subcommands.run(arguments("audit", target))).isZero();
    }

    /// As CDK is killed once a node that counts in msat has paid `q3`, once it has paid `q2` inside itself, and as no
    /// CDK should leave a swap.
    private static final String ARRIVED = """
            UPDATE saga_state SET finalization_data =
                '{"total_spent":4000,"unit":"msat","payment_lookup_id":null,"payment_proof":"cafe"}' WHERE quote_id = 'q3';
            UPDATE melt_quote SET state = CASE id WHEN 'q3' THEN 'PENDING' ELSE 'PAID' END WHERE id IN ('q2', 'q3');
            UPDATE proof SET state = 'PENDING' WHERE quote_id = 'q3';
            UPDATE keyset_amounts SET total_redeemed = total_redeemed - 8;
            INSERT INTO blind_signature (blinded_message, amount, keyset_id, c, operation_kind, operation_id)
                SELECT X'0203' || substr(blinded_message, 3), 4, keyset_id, NULL, 'swap', 'signed'
                FROM blind_signature WHERE operation_id = 'signed'
            """;

    @Test
    void settlesWhatCdkKnewToHaveArrived(CapturedOutput output) throws Exception {
        var source = sourceUnderWay();
        executeAll(source, ARRIVED);
        var target = target(Engine.SQLITE);

        assertThat(importCdk(source, target, words(facts(Engine.SQLITE)), "--write"))
                .isZero();

        assertThat(output.getOut())
                .doesNotContain("The audit finds", "may have been paid")
                .contains("swap signed was signed: its 1 pending inputs are spent");
        try (var mint = Mint.start(Engine.SQLITE, target)) {
            Awaitility.await()
                    .until(() -> mint.get("/v1/melt/quote/bolt11/q3").ok().has("change"));
            assertThat(mint.get("/v1/melt/quote/bolt11/q3")
                            .ok()
                            .get("payment_preimage")
                            .asString())
                    .isEqualTo("cafe");
            assertThat(mint.get("/v1/melt/quote/bolt11/q2").ok().get("state").asString())
                    .isEqualTo("PAID");
        }
        assertThat(number(target, "SELECT SUM(amount) FROM blind_signature WHERE quote_id = 'q3'"))
                .isEqualTo(4);
        assertThat(number(target, "SELECT COUNT(*) FROM proof WHERE operation_id = 'signed' AND state = 'SPENT'"))
                .isEqualTo(1);
        assertThat(Subcommands.run(arguments("audit", target))).isZero();
    }

    /// No processor of ours speaks for the node that CDK has given the payment to.
    @ParameterizedTest
    @CsvSource({"failed, UNPAID, 0", "paid, PAID, 1"})
    void letsAnOperatorEndAMeltThatMayHaveBeenPaid(String outcome, String state, int spent) throws Exception {
        var target = target(Engine.SQLITE);
        assertThat(importCdk(sourceUnderWay(), target, words(facts(Engine.SQLITE)), "--write"))
                .isZero();
        var settings = new TreeMap<>(target);
        settings.put("management.endpoints.web.exposure.include", "health,melts");
        settings.put("cobnut.melt.retry", "1s");

        try (var mint = Mint.start(Engine.SQLITE, settings)) {
            var decision = HttpRequest.newBuilder(mint.managementUri("/actuator/melts/" + MAY_BE_PAID))
                    .header("content-type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(
                            "{\"attempt\":\"%s\",\"outcome\":\"%s\",\"spent\":12}".formatted(MAY_BE_PAID, outcome)));
            Awaitility.await("the mint has asked in vain")
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(mint.send(decision).body()).contains(state));
            assertThat(mint.get("/v1/melt/quote/bolt11/q2").ok().get("state").asString())
                    .isEqualTo(state);
            assertThat(mint.send(HttpRequest.newBuilder(mint.managementUri("/actuator/melts")))
                            .body())
                    .doesNotContain(MAY_BE_PAID);
        }
        assertThat(number(target, "SELECT COUNT(*) FROM proof WHERE quote_id = 'q2'"))
                .isEqualTo(spent);
        assertThat(Subcommands.run(arguments("audit", target))).isZero();
    }

    private String sourceUnderWay() throws Exception {
        var source = source(Engine.SQLITE);
        executeAll(source, UNDER_WAY);
        return source;
    }

    private static JsonNode facts(Engine engine) throws IOException, URISyntaxException {
        return new JsonMapper()
                .readTree(Files.readString(resource(engine == Engine.SQLITE ? "sqlite.json" : "postgres.json")));
    }

    private static String words(JsonNode facts) {
        return facts.get("mnemonic").asString();
    }

    private static long[] amounts(List<Proof> proofs) {
        return proofs.stream().mapToLong(proof -> proof.amount().value()).toArray();
    }

    /// @return the JDBC address of a database that the old mint has left
    private String source(Engine engine) throws Exception {
        if (engine == Engine.SQLITE) {
            var file = Files.createTempFile(folder, "cdk", ".sqlite");
            Files.write(file, Files.readAllBytes(resource("mint.sqlite")));
            return "jdbc:sqlite:" + file;
        }
        var address = address(TestDatabase.emptyPostgres());
        execute(address, Files.readString(resource("postgres.sql"), StandardCharsets.UTF_8));
        return address;
    }

    private Map<String, String> target(Engine engine) {
        return engine == Engine.SQLITE
                ? Map.of("spring.datasource.url", "jdbc:sqlite:" + folder.resolve("mint.sqlite"))
                : TestDatabase.emptyPostgres();
    }

    private static Path resource(String name) throws URISyntaxException {
        return Path.of(Objects.requireNonNull(ImportCdkTests.class.getResource("/cdk-0.18/" + name))
                .toURI());
    }

    private static int importCdk(String from, Map<String, String> target, String words, String... options) {
        var settings = new TreeMap<>(target);
        settings.put("cobnut.mnemonic", words);
        settings.put("from", from);
        var arguments = new ArrayList<>(List.of(arguments("import-cdk", settings)));
        arguments.addAll(List.of(options));
        return Subcommands.run(arguments.toArray(String[]::new));
    }

    private static String[] arguments(String command, Map<String, String> settings) {
        return Stream.concat(
                        Stream.of(command),
                        settings.entrySet().stream().map(setting -> "--" + setting.getKey() + "=" + setting.getValue()))
                .toArray(String[]::new);
    }

    private static String address(Map<String, String> settings) {
        var url = Objects.requireNonNull(settings.get("spring.datasource.url"));
        var user = settings.get("spring.datasource.username");
        return user == null || url.contains("user=") ? url : url + (url.contains("?") ? "&" : "?") + "user=" + user;
    }

    private static void executeAll(String address, String statements) throws SQLException {
        for (var statement : Arrays.stream(statements.split(";\n")).toList()) {
            execute(address, statement);
        }
    }

    private static void execute(String address, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(address);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long number(Map<String, String> database, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(address(database));
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getLong(1);
        }
    }
}
