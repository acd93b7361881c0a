package io.conductorloop.energy.sites;

import io.conductorloop.energy.carbon.IntensitySeries;
import io.conductorloop.energy.outlook.GridOutlook;
import io.conductorloop.energy.outlook.Outlook;
import io.conductorloop.state.SiteBoard;
import io.conductorloop.state.SiteBoard.Offer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * Says on the board what each site is expected to emit, so that who places a package may take the cleanest: the mean of the grid's
 * forecast × PUE. A package stays where it is placed, so it is the time to come that counts and not the moment.
 */
public final class SiteOffers implements Runnable {
    private final List<Site> sites;
    private final GridOutlook grid;
    private final SiteBoard board;
    private final Terms terms;
    private final InstantSource clock;

    /**
     * Terms.
     *
     * @param horizon how far is looked ahead; where a forecast reaches less far, as far as it does
     * @param validity how long what was said is good to go by
     */
    public record Terms(Duration horizon, Duration validity) {}

    public SiteOffers(List<Site> sites, GridOutlook grid, SiteBoard board, Terms terms, InstantSource clock) {
        this.sites = List.copyOf(sites);
        this.grid = grid;
        this.board = board;
        this.terms = terms;
        this.clock = clock;
    }

    /** Looks at all grids, and says so; asks the sources, which may take their time. */
    @Override
    public void run() {
        Instant now = clock.instant();
        Instant until = now.plus(terms.validity());
        board.offer(sites.stream()
                .map(site -> new Offer(site.name(), grams(site, now), until, site.capacity(), site.latency()))
                .toList());
    }

    /** What a kilowatt-hour of work there emits, the building's share with it; {@link Double#NaN} when nobody knows. */
    private double grams(Site site, Instant now) {
        Instant end = now.plus(terms.horizon());
        return switch (grid.from(site.zone(), now, end)) {
            case Outlook.Expected outlook -> {
                IntensitySeries expected = outlook.forecast().expected();
                int slots = Math.clamp(expected.slotOf(end), 1, expected.size());
                yield expected.slots(0, slots).mean() * site.pue();
            }
            case Outlook.Unknown _ -> Double.NaN;
        };
    }
}
