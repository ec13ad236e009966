package org.cobnut.mint.store;

import java.util.Collection;

import org.cobnut.cashu.crypto.Point;

/// The differences between PostgreSQL and SQLite in SQL and in errors, one method each.
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

    /// As [#forUpdate], but rows that another transaction has locked are skipped.
    String forUpdateSkipLocked();

    /// The database's own time, in whole seconds of the epoch. A statement that decides between replicas compares
    /// leases with it, so that no replica's clock matters.
    String now();

    /// The larger of two numbers.
    String greatest(String one, String other);

    /// What an error of the driver, or one that it has caused, means for the transaction.
    DatabaseFailure failure(Throwable error);
}
