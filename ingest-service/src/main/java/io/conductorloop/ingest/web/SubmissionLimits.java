package io.conductorloop.ingest.web;

import org.springframework.util.unit.DataSize;

/**
 * How much may come in one call.
 *
 * @param intent the largest intent
 * @param bulk the largest call with many intents
 * @param items how many intents in one call
 */
public record SubmissionLimits(DataSize intent, DataSize bulk, int items) {}
