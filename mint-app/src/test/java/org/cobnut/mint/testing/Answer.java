package org.cobnut.mint.testing;

import java.net.http.HttpResponse;

import org.cobnut.cashu.ErrorCode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/// What the mint answered.
public record Answer(HttpResponse<String> response) {

    private static final JsonMapper MAPPER = new JsonMapper();

    public int status() {
        return response.statusCode();
    }

    public String body() {
        return response.body();
    }

    /// The value of a header; empty if there is none.
    public String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    public JsonNode json() {
        return MAPPER.readTree(body());
    }

    /// The body of a request that was carried out.
    public JsonNode ok() {
        assertThat(status()).as(body()).isEqualTo(200);
        assertThat(header("Content-Type")).startsWith("application/json");
        return json();
    }

    /// Asserts that this is a refusal: status and number of `code`, and a body of `detail` and `code` alone.
    ///
    /// @return the detail
    public String refusedWith(ErrorCode code) {
        return refusedWith(code.httpStatus(), code.number());
    }

    public String refusedWith(int status, int code) {
        assertThat(status()).as(body()).isEqualTo(status);
        assertThat(header("Content-Type")).startsWith("application/json");
        assertThat(json().propertyNames()).containsExactlyInAnyOrder("detail", "code");
        assertThat(json().get("code").asInt()).isEqualTo(code);
        return json().get("detail").asString();
    }
}
