package org.cobnut.mint.store;

import java.util.Collection;

import org.cobnut.cashu.crypto.Point;

/// What differs between the SQL and the errors of PostgreSQL and SQLite: each difference is a method here.
public sealed interface SqlDialect permits SqliteDialect, PostgresDialect {

    /// A condition that `column`, of points, is one of a set; its one parameter is made by [#points].
    ///
    /// @param parameter `?` or a named parameter
    String isOneOfPoints(String column, String parameter);

    /// A condition that `column`, of text, is one of a set; its one parameter is made by [#texts].
    ///
    /// @param parameter `?` or a named parameter
    String isOneOfTexts(String column, String parameter);

    /// A set of points as one parameter, so that one text of a statement serves every number of them.
    Object points(Collection<Point> points);

    /// A set of texts as one parameter.
    Object texts(Collection<String> texts);

    /// Ends a SELECT whose rows are to be locked until the transaction ends, against writers only.
    String forUpdate();

    /// As [#forUpdate], passing over rows that somebody else holds.
    String forUpdateSkipLocked();

    /// The time of the database itself, in whole seconds of the epoch. What decides between replicas is compared with
    /// it
    /// in the statement that decides, so that no replica's own clock matters.
    String now();

    /// The larger of two numbers.
    String greatest(String one, String other);

    /// What an error of the driver, or of anything that was caused by one, means for the transaction that met it.
    DatabaseFailure failure(Throwable error);
}
