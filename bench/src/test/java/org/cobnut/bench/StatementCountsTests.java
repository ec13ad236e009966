package org.cobnut.bench;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class StatementCountsTests {

    @Test
    void tellsStatementsFromTheEndsOfTransactions() {
        var counts = StatementCounts.parse("""
                # TYPE cobnut_statement_seconds summary
                cobnut_statement_seconds_count{statement="insert proof"} 40
                cobnut_statement_seconds_sum{statement="insert proof"} 0.5
                cobnut_statement_seconds_count{statement="select keyset"} 2
                cobnut_statement_seconds_count{statement="begin"} 21
                cobnut_statement_seconds_count{statement="commit"} 20
                cobnut_statement_seconds_count{statement="rollback"} 1
                other_seconds_count{statement="insert proof"} 7
                """);

        assertThat(counts).isEqualTo(new StatementCounts(42, 20));
    }

    @Test
    void knowsNothingOfMintsWithoutSuchMeters() {
        assertThat(StatementCounts.parse("other 1\n").statements()).isNaN();
    }
}
