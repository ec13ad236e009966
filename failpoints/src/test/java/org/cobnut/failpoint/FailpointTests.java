package org.cobnut.failpoint;

import java.util.Arrays;

import org.cobnut.failpoint.Failpoint.Moment;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/// What a mint can be stopped at.
class FailpointTests {

    @ParameterizedTest
    @EnumSource
    void areBehindEveryWriteOfMoney(MoneyTransaction transaction) {
        assertThat(transaction.writes())
                .allMatch(write ->
                        isStopped(Moment.AFTER, transaction.until(write).toString()));
    }

    @ParameterizedTest
    @EnumSource
    void areBeforeEveryCommitOfMoney(MoneyTransaction transaction) {
        assertThat(isStopped(Moment.BEFORE, transaction.until("commit").toString()))
                .isTrue();
    }

    private static boolean isStopped(Moment when, String where) {
        return Arrays.stream(Failpoint.values()).anyMatch(failpoint -> failpoint.isAt(when, where));
    }
}
