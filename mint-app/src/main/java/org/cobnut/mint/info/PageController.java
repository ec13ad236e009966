package org.cobnut.mint.info;

import java.util.List;

import org.cobnut.cashu.KeysetInfo;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import tools.jackson.databind.json.JsonMapper;

/// NUT-06 for people.
@RestController
class PageController {

    private static final String HTML = MediaType.TEXT_HTML_VALUE + ";charset=UTF-8";

    private final MintInfo info;
    private final ObjectProvider<MintKeys> keys;
    private final JsonMapper mapper;
    private final PageTemplate template = new PageTemplate();

    PageController(MintInfo info, ObjectProvider<MintKeys> keys, JsonMapper mapper) {
        this.info = info;
        this.keys = keys;
        this.mapper = mapper;
    }

    @GetMapping(path = "/", produces = HTML)
    ResponseEntity<String> page() {
        return ResponseEntity.ok()
                .header("Content-Security-Policy", template.contentSecurityPolicy())
                .header("X-Frame-Options", "DENY")
                .header("Referrer-Policy", "no-referrer")
                .header("Cross-Origin-Opener-Policy", "same-origin")
                .header("Cross-Origin-Resource-Policy", "same-origin")
                .body(template.render(Page.of(info.document(), info.notices(), keysets(), requestedUrl(), mapper)));
    }

    private List<KeysetInfo> keysets() {
        return keys.stream().flatMap(held -> held.keysets().stream()).toList();
    }

    private static String requestedUrl() {
        return ServletUriComponentsBuilder.fromCurrentContextPath().build().toUriString();
    }
}
