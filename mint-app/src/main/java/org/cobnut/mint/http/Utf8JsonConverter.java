package org.cobnut.mint.http;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import tools.jackson.databind.json.JsonMapper;

/// Reads JSON as UTF-8 whatever `charset` its sender names: the parameter has no meaning for JSON (RFC 8259), and a
/// body that is read by another one is not the text that [BodyFilter] found to be sound.
final class Utf8JsonConverter extends JacksonJsonHttpMessageConverter {

    Utf8JsonConverter(JsonMapper mapper) {
        super(mapper);
    }

    @Override
    protected Charset getCharset(@Nullable MediaType contentType) {
        return StandardCharsets.UTF_8;
    }
}
