package io.conductorloop.validation.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.conductorloop.contracts.Reason;
import io.conductorloop.validation.Verdict;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What would become of an intent. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Validation")
record ValidationView(
        boolean valid,

        @Schema(description = "scaling, deployment or configuration; of a valid intent") @Nullable
        String intentType,

        @Schema(description = "The workload; of a valid intent") @Nullable
        String target,

        @Schema(description = "The workload's namespace; of a valid intent") @Nullable
        String namespace,

        @Schema(description = "0 to 10, 10 first; of a valid intent") @Nullable
        Integer priority,

        @Schema(description = "accepted or deferred; of a valid intent, unless it repeats another") @Nullable
        String wouldBe,

        @Schema(description = "Why it would be refused; at most 16") @Nullable
        List<Reason> reasons) {

    static ValidationView of(Verdict verdict, boolean deferral) {
        return switch (verdict) {
            case Verdict.Rejected(List<Reason> reasons) ->
                new ValidationView(false, null, null, null, null, null, reasons);
            case Verdict.Valid valid ->
                new ValidationView(
                        true,
                        valid.type().name().toLowerCase(Locale.ROOT),
                        valid.target().name(),
                        valid.target().namespace(),
                        valid.priority(),
                        deferral && valid instanceof Verdict.Deferrable ? "deferred" : "accepted",
                        null);
        };
    }
}
