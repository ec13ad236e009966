package org.cobnut.mint.info;

import java.net.URI;
import java.util.List;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// What the operator says about the mint, in NUT-06 and on the page at `/`.
///
/// @param name the mint's name
/// @param description one line
/// @param descriptionLong as long as it takes
/// @param motd a message that wallets must show to their users
/// @param contact ways to reach the operator
/// @param iconUrl where wallets find the mint's icon
/// @param urls where the mint is reached; the first is in the page's QR code, else the address that was asked for
/// @param tosUrl where the terms of service are
@Validated
@ConfigurationProperties("cobnut.info")
record InfoSettings(
        @DefaultValue("Cobnut mint") @NotBlank @Size(max = 100)
        String name,

        @Nullable @Size(max = 500) String description,
        @Nullable @Size(max = 10_000) String descriptionLong,
        @Nullable @Size(max = 1_000) String motd,
        @DefaultValue List<Contact> contact,
        @Nullable URI iconUrl,
        @DefaultValue List<URI> urls,
        @Nullable URI tosUrl) {

    InfoSettings {
        contact = List.copyOf(contact);
        urls = List.copyOf(urls);
        urls.forEach(InfoSettings::requireWeb);
        requireWeb(iconUrl);
        requireWeb(tosUrl);
    }

    /// @param method `email`, `nostr`, `twitter` and the like
    /// @param info the address
    record Contact(@NotBlank String method, @NotBlank String info) {}

    /// These become links, so nothing but the web may be behind them.
    private static void requireWeb(@Nullable URI uri) {
        if (uri != null
                && (uri.getHost() == null || !("https".equals(uri.getScheme()) || "http".equals(uri.getScheme())))) {
            throw new IllegalArgumentException("not a http or https URL: " + uri);
        }
    }
}
