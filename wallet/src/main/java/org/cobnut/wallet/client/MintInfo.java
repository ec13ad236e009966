package org.cobnut.wallet.client;

import java.util.Optional;
import java.util.OptionalInt;

import tools.jackson.databind.JsonNode;

/// NUT-06: what a mint says of itself. All of it is voluntary, so it stays as it came and each question copes
/// with silence.
///
/// @param document the whole answer
public record MintInfo(JsonNode document) {

    /// What the mint is called.
    public Optional<String> name() {
        return document.path("name").asStringOpt();
    }

    /// Which software it is, `name/version`.
    public Optional<String> version() {
        return document.path("version").asStringOpt();
    }

    /// What wallets should show to people.
    public Optional<String> motd() {
        return document.path("motd").asStringOpt();
    }

    /// The most elements that an array in a request may have.
    public OptionalInt maxArrayLength() {
        return document.path("max_array_length").asIntOpt();
    }

    /// Does the mint say that it supports this NUT, one that is either supported or not?
    public boolean supports(int nut) {
        return setting(nut).path("supported").booleanValue(false);
    }

    /// The settings of a NUT; a missing node if there are none.
    public JsonNode setting(int nut) {
        return document.path("nuts").path(Integer.toString(nut));
    }
}
