package org.cobnut.mint.subscription;

/// What a watched thing looks like at one moment.
///
/// @param json the `payload` of a notification
/// @param isFinal whether no other state can follow, so that nobody needs to look
record Snapshot(Topic topic, String json, boolean isFinal) {}
