package org.cobnut.mint.store;

import java.sql.SQLException;
import java.time.Duration;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class StatementMetricsTests {

    private static final String VALUE = "a value that nobody may read";

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Statements statements = new Statements(meters);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(StatementMetrics.class);

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(log);
    }

    @Test
    void timesEachStatementByItsName() throws Exception {
        insert(Duration.ofHours(1), VALUE);

        var timer =
                meters.get("cobnut.statement").tag("statement", "insert thing").timer();
        assertThat(timer.count()).isEqualTo(1);
        assertThat(log.list).isEmpty();
    }

    @Test
    void logsSlowStatementsWithoutTheirValues() throws Exception {
        insert(Duration.ZERO, VALUE);

        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .anyMatch(line -> line.contains("insert thing took") && line.contains("VALUES (?)"))
                .noneMatch(line -> line.contains(VALUE));
    }

    @Test
    void logsFailedStatementsWithoutTheirValues() {
        assertThatExceptionOfType(SQLException.class).isThrownBy(() -> insert(Duration.ofHours(1), VALUE, VALUE));

        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .anyMatch(line -> line.contains("insert thing failed") && line.contains("VALUES (?)"))
                .noneMatch(line -> line.contains(VALUE));
    }

    private void insert(Duration slow, String... values) throws SQLException {
        var memory = new DatabaseAddress("jdbc:sqlite::memory:", null, null);
        try (var connection = new StatementMetrics(statements, slow).watch(memory.connect());
                var create = connection.createStatement()) {
            create.execute("CREATE TABLE thing (name TEXT PRIMARY KEY)");
            try (var insert = connection.prepareStatement("INSERT INTO thing VALUES (?)")) {
                for (var value : values) {
                    insert.setString(1, value);
                    insert.executeUpdate();
                }
            }
        }
    }
}
