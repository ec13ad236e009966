package org.cobnut.mint.http;

import java.io.IOException;
import java.util.Map;

import org.cobnut.cashu.ErrorCode;
import org.cobnut.mint.store.Transactions;
import org.cobnut.mint.testing.Engine;
import org.cobnut.mint.testing.Mint;
import org.cobnut.mint.testing.Provokes;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/// A mint in which something is wrong that is no client's fault.
class BrokenMintTests {

    @Test
    @Provokes(ErrorCode.INTERNAL)
    void tellsNothingOfWhatIsWrongInside() throws IOException {
        try (var mint = Mint.start(Engine.SQLITE, Map.of())) {
            var rename = mint.bean(JdbcClient.class).sql("ALTER TABLE mint_quote RENAME TO mislaid");
            mint.bean(Transactions.class).run(rename::update);

            var detail = mint.get("/v1/mint/quote/bolt11/0").refusedWith(ErrorCode.INTERNAL);

            assertThat(detail).doesNotContainIgnoringCase("sql").doesNotContain("mint_quote");
        }
    }
}
