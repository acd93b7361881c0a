package io.conductorloop.ingest.web;

import io.conductorloop.ingest.RunStatistics;
import io.conductorloop.ingest.kpi.KpiRecorder;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Figures about this process. */
@RestController
@Tag(name = "Figures", description = "What this instance has done since it started")
public class FiguresController {
    private final RunStatistics run;
    private final KpiRecorder kpis;

    public FiguresController(RunStatistics run, KpiRecorder kpis) {
        this.run = run;
        this.kpis = kpis;
    }

    @GetMapping(path = "/api/v1/runs/current", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "This run",
            description =
                    "Counts of handoff files by outcome since this process started, and whether the backlog is done:"
                            + " the folder was looked through and nothing found in it is unfinished.")
    RunStatistics.Run run() {
        return run.run();
    }

    @GetMapping(path = "/api/v1/kpis", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Key performance indicators",
            description =
                    "Performance, energy and reliability; null where nothing is known yet. Figures of energy are those"
                            + " of the energy service's machine, each measured or estimated, while it says some.")
    KpiView kpis() {
        return KpiView.of(kpis.kpis());
    }
}
