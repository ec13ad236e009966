package org.cobnut.cashu.json;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.cobnut.cashu.KeysetId;
import org.cobnut.cashu.crypto.Point;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;

/// NUT-00's names for what the library calls by words, mixed in so that the values know nothing of JSON.
final class WireNames {

    private WireNames() {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonPropertyOrder({"amount", "id", "secret", "C", "witness", "dleq"})
    interface ProofNames {
        @JsonProperty("id")
        KeysetId keysetId();

        @JsonDeserialize(using = SecretReader.class)
        String secret();

        @JsonProperty("C")
        Point signature();

        @JsonDeserialize(using = WitnessReader.class)
        @Nullable
        String witness();
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonPropertyOrder({"amount", "id", "B_"})
    interface BlindedMessageNames {
        @JsonProperty("id")
        KeysetId keysetId();

        @JsonProperty("B_")
        Point blindedSecret();
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonPropertyOrder({"amount", "id", "C_", "dleq"})
    interface BlindSignatureNames {
        @JsonProperty("id")
        KeysetId keysetId();

        @JsonProperty("C_")
        Point blindedSignature();
    }
}
