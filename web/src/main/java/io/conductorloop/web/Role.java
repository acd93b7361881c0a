package io.conductorloop.web;

import java.util.Locale;

/** What a caller may do. None includes another. */
enum Role {
    /** See what there is: intents, outcomes, packages, plans, meters. */
    READ,
    /** Bring in intents, and ask what would become of one. */
    SUBMIT,
    /** Change what is on its way: replay, abandon, release, and all else that is not reading or submitting. */
    OPERATE;

    /** As configurations and identity providers write it. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
