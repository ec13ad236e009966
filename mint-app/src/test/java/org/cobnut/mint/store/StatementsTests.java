package org.cobnut.mint.store;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class StatementsTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    INSERT INTO proof (y) VALUES (?)                              | insert proof
                    insert into "keyset" values (1)                               | insert keyset
                    UPDATE mint_quote SET x = 1                                   | update mint_quote
                    DELETE FROM saga_state WHERE true                             | delete saga_state
                    SELECT y FROM proof WHERE y IN (SELECT unhex(v) FROM json_each(?)) | select proof
                    WITH t AS (SELECT id FROM keyset_amounts FOR UPDATE) UPDATE keyset_amounts k SET x = 1 | with keyset_amounts
                    COMMIT                                                        | commit
                    BEGIN IMMEDIATE                                               | begin
                    """)
    void namesAStatementByItsVerbAndTable(String sql, String name) {
        assertThat(Statements.name(sql)).isEqualTo(name);
    }
}
