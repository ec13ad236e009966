package org.cobnut.wallet.client;

import java.util.List;

import org.cobnut.cashu.BlindSignature;
import org.cobnut.cashu.BlindedMessage;

/// NUT-09: which of the outputs that were asked for the mint has signed before, and the signatures in the same
/// order.
public record Restored(List<BlindedMessage> outputs, List<BlindSignature> signatures) {}
