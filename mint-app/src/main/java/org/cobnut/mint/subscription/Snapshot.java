package org.cobnut.mint.subscription;

/// What a watched thing looks like at one moment.
///
/// @param json the `payload` of a notification
/// @param isFinal whether it can never change again, so that nobody needs to look
record Snapshot(Topic topic, String json, boolean isFinal) {}
