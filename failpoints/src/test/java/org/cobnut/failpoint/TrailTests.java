package org.cobnut.failpoint;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// The names by which steps are known.
class TrailTests {

    @Test
    void namesWhatIsWrittenAndLeavesOutWhatIsRead() {
        var trail = Trail.none()
                .plus("SELECT * FROM proof")
                .plus("INSERT INTO proof (y) VALUES (?)")
                .plus("\n  UPDATE keyset_amounts AS sums\nSET total_issued = total_issued + ?")
                .plus("DELETE FROM saga_state WHERE id = ?")
                .committed();

        assertThat(trail).hasToString("insert proof > update keyset_amounts total_issued > delete saga_state > commit");
    }

    @Test
    void tellsUpdatesApartByTheConstantThatTheySet() {
        assertThat(Trail.none()
                        .plus("UPDATE melt_quote SET state = 'PAID' WHERE id = ?")
                        .writes())
                .isEqualTo(List.of("update melt_quote state 'PAID'"));
        assertThat(Trail.none()
                        .plus("UPDATE melt_quote SET state = ? WHERE id = ?")
                        .writes())
                .isEqualTo(List.of("update melt_quote state"));
    }

    @Test
    void countsTheRowsOfABatchOnce() {
        assertThat(Trail.none()
                        .plus("INSERT INTO proof (y) VALUES (?)")
                        .plus("INSERT INTO proof (y) VALUES (?)")
                        .writes())
                .hasSize(1);
    }
}
