package org.cobnut.mint.audit;

import java.util.List;

import org.cobnut.cashu.KeysetId;
import org.cobnut.mint.ledger.Adjustments;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.stereotype.Component;

/// How an operator opens a keyset that was closed for redeeming too much, or confirms an imported one's history. Not
/// exposed unless the operator asks for it.
@Component
@Endpoint(id = "adjustments")
class AdjustmentsEndpoint {

    private final Adjustments adjustments;

    AdjustmentsEndpoint(Adjustments adjustments) {
        this.adjustments = adjustments;
    }

    @ReadOperation
    List<Adjustments.Adjustment> adjustments() {
        return adjustments.all();
    }

    /// Records a decision.
    ///
    /// @param amount how much more than it has issued the keyset may redeem, added to what was allowed before; null
    ///     confirms that an imported keyset's history is complete
    @WriteOperation
    List<Adjustments.Adjustment> adjust(String keyset, @Nullable Long amount, String reason) {
        try {
            if (amount == null) {
                adjustments.confirm(KeysetId.parse(keyset), reason);
            } else {
                adjustments.record(KeysetId.parse(keyset), amount, reason);
            }
            return adjustments.all();
        } catch (IllegalArgumentException | ArithmeticException refusal) {
            var why = String.valueOf(refusal.getMessage());
            throw new InvalidEndpointRequestException(why, why);
        }
    }
}
