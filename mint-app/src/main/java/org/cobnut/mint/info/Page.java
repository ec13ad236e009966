package org.cobnut.mint.info;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

import org.cobnut.cashu.KeysetInfo;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// What the page says, in the words and the order in which its template says it.
///
/// @param info what wallets are told, which is where all of it but the keysets comes from
/// @param notices what users have to know and the message of the day does not say
/// @param url where wallets find the mint
/// @param qr null if the URL is too long for one
/// @param active keysets that the mint signs with
/// @param past keysets that it only takes back
record Page(
        MintInfo.Document info,
        List<String> notices,
        String url,
        @Nullable QrImage qr,
        List<Contact> contact,
        List<PageMethods.Row> methods,
        List<Keyset> active,
        List<Keyset> past) {

    /// @param href null if the address is none that a browser can follow
    record Contact(String method, String info, @Nullable String href) {

        private static final Pattern WEB = Pattern.compile("https?://.*", Pattern.CASE_INSENSITIVE);

        static Contact of(InfoSettings.Contact contact) {
            String href = null;
            if (contact.method().equalsIgnoreCase("email")) {
                href = "mailto:" + contact.info();
            } else if (WEB.matcher(contact.info()).matches()) {
                href = contact.info();
            }
            return new Contact(contact.method(), contact.info(), href);
        }
    }

    /// @param expiry the last day, in UTC; null if it does not expire
    record Keyset(
            String id, String unit, String fee, @Nullable LocalDate expiry, boolean expired) {

        static Keyset of(KeysetInfo keyset, Instant now) {
            var expiry = keyset.finalExpiry();
            return new Keyset(
                    keyset.id().hex(),
                    keyset.unit().name(),
                    UnitText.fee(keyset.inputFeePpk(), keyset.unit().name()),
                    expiry == null ? null : LocalDate.ofInstant(expiry, ZoneOffset.UTC),
                    expiry != null && !expiry.isAfter(now));
        }
    }

    /// @param requestedUrl stands in if the operator has named no URL
    static Page of(
            MintInfo.Document info,
            List<String> notices,
            List<KeysetInfo> keysets,
            String requestedUrl,
            JsonMapper mapper) {
        var url = info.urls().isEmpty() ? requestedUrl : info.urls().getFirst().toString();
        return new Page(
                info,
                notices.stream()
                        .filter(notice -> !String.valueOf(info.motd()).contains(notice))
                        .toList(),
                url,
                QrImage.of(url).orElse(null),
                info.contact().stream().map(Contact::of).toList(),
                PageMethods.rows(info.nuts(), mapper),
                keysets(keysets, true, info.time()),
                keysets(keysets, false, info.time()));
    }

    private static List<Keyset> keysets(List<KeysetInfo> keysets, boolean active, long time) {
        var now = Instant.ofEpochSecond(time);
        return keysets.stream()
                .filter(keyset -> keyset.active() == active)
                .map(keyset -> Keyset.of(keyset, now))
                .sorted(Comparator.comparing(Keyset::unit).thenComparing(Keyset::id))
                .toList();
    }
}
