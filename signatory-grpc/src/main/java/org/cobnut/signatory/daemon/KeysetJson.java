package org.cobnut.signatory.daemon;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

import org.cobnut.cashu.Amount;
import org.cobnut.cashu.KeysetId;
import org.cobnut.cashu.Unit;
import org.cobnut.signatory.KeysetDefinition;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Keysets as the process of a signatory keeps them: the content of its `keysets.json`. There is nothing secret in it.
public final class KeysetJson {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private KeysetJson() {}

    /// A definition as it stands in the file; amounts are texts, since JSON's numbers are not exact everywhere.
    ///
    /// @param finalExpiry seconds since the epoch
    private record Entry(
            String id,
            String unit,
            int index,
            String derivationPath,
            List<String> amounts,
            long inputFeePpk,
            boolean active,
            long validFrom,
            @Nullable Long finalExpiry) {

        static Entry of(KeysetDefinition keyset) {
            var expiry = keyset.finalExpiry();
            return new Entry(
                    keyset.id().hex(),
                    keyset.unit().name(),
                    keyset.index(),
                    keyset.derivationPath(),
                    keyset.amounts().stream().map(Amount::toString).toList(),
                    keyset.inputFeePpk(),
                    keyset.active(),
                    keyset.validFrom().getEpochSecond(),
                    expiry == null ? null : expiry.getEpochSecond());
        }

        KeysetDefinition definition() {
            return new KeysetDefinition(
                    KeysetId.parse(id),
                    new Unit(unit),
                    index,
                    derivationPath,
                    amounts.stream().map(Amount::parse).toList(),
                    inputFeePpk,
                    active,
                    Instant.ofEpochSecond(validFrom),
                    finalExpiry == null ? null : Instant.ofEpochSecond(finalExpiry));
        }
    }

    public static String write(Collection<KeysetDefinition> keysets) {
        return JSON.writeValueAsString(keysets.stream().map(Entry::of).toList()) + "\n";
    }

    /// @throws tools.jackson.core.JacksonException if it is no such text
    /// @throws IllegalArgumentException if a value in it is none
    static List<KeysetDefinition> read(String text) {
        return Arrays.stream(JSON.readValue(text, Entry[].class))
                .map(Entry::definition)
                .toList();
    }
}
