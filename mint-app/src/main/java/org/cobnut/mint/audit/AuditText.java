package org.cobnut.mint.audit;

import java.io.PrintWriter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// A report for people.
final class AuditText {

    private AuditText() {}

    static void print(AuditReport report, PrintWriter out) {
        out.println("Books of " + report.database() + " at " + report.at().truncatedTo(ChronoUnit.SECONDS));
        out.println();
        table(keysets(report), 2, out);
        out.println();
        table(units(report), 1, out);
        out.println();
        out.println(report.rows().entrySet().stream()
                .map(table -> number(table.getValue()) + " " + table.getKey())
                .collect(Collectors.joining(", ", "Rows: ", ".")));
        report.remarks().forEach(remark -> out.println("Note: " + remark + "."));
        out.println(verdict(report));
        report.discrepancies().forEach(discrepancy -> out.println("- " + discrepancy));
    }

    private static String verdict(AuditReport report) {
        return switch (report.discrepancies().size()) {
            case 0 -> "The books balance.";
            case 1 -> "THE BOOKS DO NOT BALANCE:";
            default -> "THE BOOKS DO NOT BALANCE, " + report.discrepancies().size() + " discrepancies:";
        };
    }

    private static List<List<String>> keysets(AuditReport report) {
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("unit", "keyset", "issued", "redeemed", "reserved", "outstanding", "fees"));
        for (var line : report.keysets()) {
            rows.add(List.of(
                    String.valueOf(line.unit()),
                    line.keyset(),
                    number(line.issued()),
                    number(line.redeemed()),
                    number(line.reserved()),
                    number(line.outstanding()),
                    number(line.fees())));
        }
        return rows;
    }

    private static List<List<String>> units(AuditReport report) {
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("unit", "received", "paid", "not yet minted", "outstanding", "fees", "left to the mint"));
        for (var line : report.units()) {
            rows.add(List.of(
                    line.unit(),
                    number(line.received()),
                    number(line.paid()),
                    number(line.mintable()),
                    number(line.outstanding()),
                    number(line.fees()),
                    number(line.left())));
        }
        return rows;
    }

    /// @param texts how many columns are words and stand to the left; the others are numbers
    private static void table(List<List<String>> rows, int texts, PrintWriter out) {
        for (var row : rows) {
            var line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                var cell = row.get(column);
                var padding = " ".repeat(width(rows, column) - cell.length());
                line.append(column < texts ? cell + padding : padding + cell).append("  ");
            }
            out.println(line.toString().stripTrailing());
        }
    }

    private static int width(List<List<String>> rows, int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
