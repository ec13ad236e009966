package org.cobnut.mint.info;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import org.cobnut.cashu.crypto.Sha256;
import org.springframework.core.io.ClassPathResource;

/// Writes a [Page] as HTML. Mustache escapes whatever comes from it.
final class PageTemplate {

    private final String style = read("page.css");
    private final Template template =
            Mustache.compiler().emptyStringIsFalse(true).compile(read("page.mustache"));

    private record Scope(String style, Page page) {}

    String render(Page page) {
        return template.execute(new Scope(style, page));
    }

    /// Allows the page its own style and icon and nothing else: no script, no form, no frame, nothing from elsewhere.
    String contentSecurityPolicy() {
        var hash = Base64.getEncoder().encodeToString(Sha256.hash(style));
        return "default-src 'none'; style-src 'sha256-" + hash + "'; img-src data:; "
                + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    }

    private static String read(String name) {
        try {
            return new ClassPathResource(name, PageTemplate.class).getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }
}
