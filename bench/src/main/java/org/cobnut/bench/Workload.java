package org.cobnut.bench;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// What clients ask a mint for, over and over.
enum Workload {
    /// NUT-03: two proofs for two.
    SWAP("swap 2/2", 2),
    /// NUT-03: a hundred proofs for a hundred.
    SWAP_100("swap 100/100", 100),
    /// NUT-04: two outputs for a paid quote.
    MINT("mint of 2", 2),
    /// NUT-04: a new quote.
    QUOTE("mint quote", 0),
    /// NUT-07: the states of ten proofs.
    CHECK_STATE("check 10 states", 10);

    private final String title;
    private final int size;

    Workload(String title, int size) {
        this.title = title;
        this.size = size;
    }

    /// How tables call it.
    String title() {
        return title;
    }

    /// How many proofs, outputs or points one request holds.
    int size() {
        return size;
    }

    /// Reads a name such as `swap-100`.
    ///
    /// @throws IllegalArgumentException if it is none; says which there are
    static Workload parse(String name) {
        return Arrays.stream(values())
                .filter(workload -> workload.option().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no workload is called " + name + ", but "
                        + Arrays.stream(values()).map(Workload::option).collect(Collectors.joining(", "))));
    }

    private String option() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
