package org.cobnut.cashu;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.cobnut.cashu.crypto.Curve;
import org.cobnut.cashu.crypto.Point;
import org.cobnut.cashu.json.CashuModule;
import org.junit.jupiter.api.Named;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Named.named;

/// The NUTs' test vectors in one resource of this module.
public record NutVectors(List<JsonNode> cases) {

    private static final JsonMapper JSON =
            JsonMapper.builder().addModule(new CashuModule()).build();

    public static NutVectors of(String resource) {
        var root = JSON.readTree(NutVectors.class.getResourceAsStream("/" + resource));
        var cases = new ArrayList<JsonNode>();
        root.get("cases").forEach(cases::add);
        assertThat(cases).as(resource).hasSize(root.get("count").intValue());
        return new NutVectors(cases);
    }

    /// The cases of one type, of which there must be as many as the test knows of, lest it run none and pass.
    public Stream<Named<JsonNode>> ofType(String type, int count) {
        var found = cases.stream()
                .filter(c -> c.get("type").stringValue().equals(type))
                .toList();
        assertThat(found).as(type).hasSize(count);
        return found.stream().map(c -> named(c.get("name").stringValue(), c));
    }

    /// All types that occur, so that a test can see that none was forgotten.
    public Set<String> types() {
        return cases.stream().map(c -> c.get("type").stringValue()).collect(Collectors.toSet());
    }

    public static String text(JsonNode vector, String field) {
        return vector.get(field).stringValue();
    }

    public static String expected(JsonNode vector, String field) {
        return text(vector.get("expected"), field);
    }

    public static <T> T read(JsonNode node, Class<T> type) {
        return JSON.treeToValue(node, type);
    }

    public static List<BlindedMessage> outputs(JsonNode request) {
        return List.of(read(request.get("outputs"), BlindedMessage[].class));
    }

    public static SortedMap<Amount, Point> keys(JsonNode vector) {
        var keys = new TreeMap<Amount, Point>();
        vector.get("keys")
                .forEachEntry((amount, key) ->
                        keys.put(Amount.parse(amount), Curve.preferred().point(key.stringValue())));
        return keys;
    }
}
