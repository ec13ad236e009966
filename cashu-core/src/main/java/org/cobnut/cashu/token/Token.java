package org.cobnut.cashu.token;

import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import org.cobnut.cashu.Amount;
import org.cobnut.cashu.KeysetId;
import org.cobnut.cashu.Proof;
import org.cobnut.cashu.Unit;
import org.jspecify.annotations.Nullable;

/// NUT-00: proofs of one mint on their way from one wallet to another. Read in versions 3 and 4, written in
/// version 4.
///
/// A token abbreviates keyset ids to 8 bytes. They stay so in its proofs until [#withWholeIds] completes them,
/// which must happen before a mint sees them.
///
/// @param mint the mint's URL, without a slash at its end
/// @param unit the unit of all proofs
/// @param memo a word from the sender; null if there is none
/// @param proofs the ecash, at least one proof
public record Token(String mint, Unit unit, @Nullable String memo, List<Proof> proofs) {

    private static final String SCHEME = "cashu:";
    private static final String VERSION_3 = "cashuA";
    private static final String VERSION_4 = "cashuB";
    private static final byte[] RAW_VERSION_4 = {'c', 'r', 'a', 'w', 'B'};

    /// @throws IllegalArgumentException if there are no proofs or no mint
    public Token {
        mint = withoutSlash(mint);
        proofs = List.copyOf(proofs);
        if (mint.isEmpty() || proofs.isEmpty()) {
            throw new IllegalArgumentException("a token names a mint and has proofs");
        }
    }

    /// Reads `cashuA…` and `cashuB…`, also as a URI `cashu:…`.
    ///
    /// @throws IllegalArgumentException if this is no token of versions 3 or 4 of a single mint
    public static Token parse(String text) {
        var token = withoutScheme(text.strip());
        if (token.startsWith(VERSION_4)) {
            return TokenV4Reader.read(base64(token.substring(VERSION_4.length())));
        }
        if (token.startsWith(VERSION_3)) {
            return TokenV3Reader.read(base64(token.substring(VERSION_3.length())));
        }
        throw new IllegalArgumentException("a token begins with cashuA or cashuB");
    }

    /// Reads the form for channels that carry bytes, `crawB…`.
    ///
    /// @throws IllegalArgumentException if this is no token of version 4
    public static Token parseRaw(byte[] raw) {
        int start = RAW_VERSION_4.length;
        if (raw.length < start || !Arrays.equals(raw, 0, start, RAW_VERSION_4, 0, start)) {
            throw new IllegalArgumentException("a raw token begins with crawB");
        }
        return TokenV4Reader.read(Arrays.copyOfRange(raw, start, raw.length));
    }

    /// This token as text, `cashuB…`.
    public String text() {
        return VERSION_4 + Base64.getUrlEncoder().withoutPadding().encodeToString(TokenV4Writer.write(this));
    }

    /// This token as bytes, `crawB…`.
    public byte[] raw() {
        var cbor = TokenV4Writer.write(this);
        var raw = Arrays.copyOf(RAW_VERSION_4, RAW_VERSION_4.length + cbor.length);
        System.arraycopy(cbor, 0, raw, RAW_VERSION_4.length, cbor.length);
        return raw;
    }

    /// What all proofs are worth, before fees.
    public Amount amount() {
        return Amount.sum(proofs.stream().map(Proof::amount).toList());
    }

    /// The same token with every abbreviated keyset id completed.
    ///
    /// @param known the ids of all keysets of this mint
    /// @throws IllegalArgumentException if an id stands for none of them or for several
    public Token withWholeIds(Collection<KeysetId> known) {
        var candidates = Set.copyOf(known);
        return new Token(
                mint,
                unit,
                memo,
                proofs.stream().map(proof -> withWholeId(proof, candidates)).toList());
    }

    /// Hides the proofs.
    @Override
    public String toString() {
        return "Token[" + proofs.size() + " proofs of " + mint + "]";
    }

    private static Proof withWholeId(Proof proof, Set<KeysetId> known) {
        if (!proof.keysetId().isShort()) {
            return proof;
        }
        var whole = known.stream()
                .filter(id -> id.abbreviated().equals(proof.keysetId()))
                .collect(Collectors.toSet());
        if (whole.size() != 1) {
            throw new IllegalArgumentException("the abbreviated keyset id " + proof.keysetId() + " stands for "
                    + (whole.isEmpty() ? "no keyset" : "several keysets") + " of the mint");
        }
        return new Proof(
                proof.amount(),
                whole.iterator().next(),
                proof.secret(),
                proof.signature(),
                proof.witness(),
                proof.dleq());
    }

    private static String withoutScheme(String text) {
        if (!text.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            return text;
        }
        var token = text.substring(SCHEME.length());
        return token.startsWith("//") ? token.substring(2) : token;
    }

    private static String withoutSlash(String url) {
        int end = url.length();
        while (end > 0 && url.charAt(end - 1) == '/') {
            end--;
        }
        return url.substring(0, end);
    }

    /// Takes both alphabets, padded or not: wallets write them all.
    private static byte[] base64(String text) {
        try {
            return Base64.getUrlDecoder().decode(text.replace('+', '-').replace('/', '_'));
        } catch (IllegalArgumentException _) {
            throw new IllegalArgumentException("the token is not base64");
        }
    }
}
