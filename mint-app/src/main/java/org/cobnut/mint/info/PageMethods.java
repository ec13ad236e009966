package org.cobnut.mint.info;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// One of NUT-04's and NUT-05's settings, read from what is declared to wallets. So people see the same limits, and no
/// feature has to declare anything twice.
///
/// @param methods null if the NUT is declared without
@JsonIgnoreProperties(ignoreUnknown = true)
record PageMethods(@Nullable List<Method> methods, boolean disabled) {

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Method(
            String method,
            String unit,
            @JsonProperty("min_amount") @Nullable Long min,
            @JsonProperty("max_amount") @Nullable Long max) {

        String limits() {
            return UnitText.range(min, max, unit);
        }
    }

    /// A line of the page's table.
    ///
    /// @param minting the limits, or why there are none
    record Row(String method, String unit, String minting, String melting) {}

    private record Key(String method, String unit) {}

    /// @param nuts as in NUT-06
    static List<Row> rows(Map<String, Object> nuts, JsonMapper mapper) {
        var minting = read(nuts.get("4"), mapper);
        var melting = read(nuts.get("5"), mapper);
        var keys = new LinkedHashSet<>(minting.keys());
        keys.addAll(melting.keys());
        var rows = new ArrayList<Row>();
        for (var key : keys) {
            rows.add(new Row(key.method(), key.unit(), minting.limits(key), melting.limits(key)));
        }
        return rows;
    }

    private static PageMethods read(@Nullable Object declared, JsonMapper mapper) {
        return declared == null ? new PageMethods(List.of(), true) : mapper.convertValue(declared, PageMethods.class);
    }

    private List<Key> keys() {
        return all().stream()
                .map(method -> new Key(method.method(), method.unit()))
                .toList();
    }

    private String limits(Key key) {
        return all().stream()
                .filter(method -> key.equals(new Key(method.method(), method.unit())))
                .map(method -> disabled ? "paused" : method.limits())
                .findFirst()
                .orElse("no");
    }

    private List<Method> all() {
        return methods == null ? List.of() : methods;
    }
}
