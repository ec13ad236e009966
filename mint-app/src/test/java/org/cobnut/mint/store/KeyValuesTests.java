package org.cobnut.mint.store;

import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@OnBothDatabases
class KeyValuesTests {

    private final Transactions transactions;
    private final KeyValues values;

    KeyValuesTests(TestDatabase database) {
        transactions = database.transactions();
        values = new KeyValues(database.jdbc(), database.clock());
    }

    @Test
    void keepsWhatWasPutLast() {
        var name = name("put");

        transactions.run(() -> values.put(name, "one"));
        transactions.run(() -> values.put(name, "zwölf 🥜"));

        assertThat(values.get(name)).contains("zwölf 🥜");
    }

    @Test
    void putsOnceIfAbsent() {
        var name = name("absent");

        assertThat(write(() -> values.putIfAbsent(name, "one"))).isTrue();
        assertThat(write(() -> values.putIfAbsent(name, "two"))).isFalse();
        assertThat(values.get(name)).contains("one");
    }

    @Test
    void letsOneOfManyPut() {
        var name = name("race");

        var puts = new ArrayList<Future<Boolean>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 8; i++) {
                var value = "by " + i;
                puts.add(threads.submit(() -> write(() -> values.putIfAbsent(name, value))));
            }
        }

        assertThat(puts).filteredOn(Future::resultNow).hasSize(1);
    }

    @Test
    void letsOneOfManyReplace() {
        var name = name("race-to-replace");
        transactions.run(() -> values.put(name, "before"));

        var replacements = new ArrayList<Future<Boolean>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 8; i++) {
                var value = "by " + i;
                replacements.add(threads.submit(() -> write(() -> values.replace(name, "before", value))));
            }
        }

        assertThat(replacements).filteredOn(Future::resultNow).hasSize(1);
    }

    @Test
    void listsNoNamespaceThatCannotBe() {
        assertThatThrownBy(() -> values.keys("", "inner")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> values.keys("a b", "")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void replacesOnlyWhatIsExpected() {
        var name = name("replace");
        transactions.run(() -> values.put(name, "one"));

        assertThat(write(() -> values.replace(name, "two", "three"))).isFalse();
        assertThat(write(() -> values.replace(name, "one", "two"))).isTrue();
        assertThat(write(() -> values.replace(name("replace-none"), "one", "two")))
                .isFalse();
        assertThat(values.get(name)).contains("two");
    }

    @Test
    void removes() {
        var name = name("remove");
        transactions.run(() -> values.put(name, "one"));

        assertThat(write(() -> values.remove(name))).isTrue();
        assertThat(write(() -> values.remove(name))).isFalse();
        assertThat(values.get(name)).isEmpty();
    }

    @Test
    void listsTheKeysOfANamespace() {
        transactions.run(() -> {
            values.put(new KeyValueName("list", "", "b"), "1");
            values.put(new KeyValueName("list", "", "a"), "2");
            values.put(new KeyValueName("list", "inner", "c"), "3");
        });

        assertThat(values.keys("list", "")).containsExactly("a", "b");
        assertThat(values.keys("list", "inner")).containsExactly("c");
    }

    @Test
    void readsItsTransactionsOwnWrites() {
        var name = name("own");

        var seen = transactions.write(() -> {
            values.put(name, "one");
            return values.get(name);
        });

        assertThat(seen).contains("one");
    }

    @Test
    void forgetsWhatWasRolledBack() {
        var name = name("rolled-back");

        assertThatThrownBy(() -> transactions.run(() -> {
                    values.put(name, "one");
                    throw new IllegalStateException("changed my mind");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(values.get(name)).isEmpty();
    }

    @Test
    void writesOnlyInATransaction() {
        var name = name("outside");

        assertThatThrownBy(() -> values.put(name, "one")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> values.putIfAbsent(name, "one")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> values.replace(name, "one", "two")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> values.remove(name)).isInstanceOf(IllegalStateException.class);
    }

    private boolean write(BooleanSupplier work) {
        return transactions.write(work::getAsBoolean);
    }

    private static KeyValueName name(String key) {
        return new KeyValueName("test", "values", key);
    }
}
