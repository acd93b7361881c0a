package io.conductorloop.state.redis;

import io.conductorloop.contracts.IntentEvent;
import io.conductorloop.contracts.IntentId;
import io.conductorloop.state.IntentJournal.Filter;
import io.conductorloop.state.IntentJournal.Page;
import io.conductorloop.state.IntentJournal.Stage;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Lists the journal's stories, newest first, by walking back through its buckets: first only the ids of some buckets, then
 * the stories of as many of them as the page may take.
 */
final class JournalPages {
    /** Buckets asked for their size at once. */
    private static final int BUCKETS_AT_ONCE = 64;

    /** Fields whose names are read at once, unless a single bucket has more: 1.4 MB of replies. */
    private static final long FIELDS_AT_ONCE = 50_000;

    /** Stories that are looked at for one page before it ends short. */
    private static final int STORIES_PER_PAGE = 2_000;

    /** Stories read at once when most are expected not to match. */
    private static final int STORIES_AT_ONCE = 250;

    private static final int STAGES = Stage.values().length;

    private final BatchedRedis redis;
    private final Function<Collection<IntentId>, Map<IntentId, List<IntentEvent>>> stories;

    JournalPages(BatchedRedis redis, Function<Collection<IntentId>, Map<IntentId, List<IntentEvent>>> stories) {
        this.redis = redis;
        this.stories = stories;
    }

    Page page(Filter filter, @Nullable IntentId before, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("a page of " + limit);
        }
        return new Walk(filter, before, limit).page();
    }

    /** One page in the making. */
    private final class Walk {
        private final Filter filter;
        private final int limit;
        private final List<List<IntentEvent>> found = new ArrayList<>();
        private @Nullable IntentId last;
        private int looked;

        Walk(Filter filter, @Nullable IntentId before, int limit) {
            this.filter = filter;
            this.last = before;
            this.limit = limit;
        }

        Page page() {
            Range.Boundary<Long> newest =
                    last == null ? Range.Boundary.unbounded() : Range.Boundary.including(JournalLayout.bucket(last));
            while (true) {
                List<Long> buckets = readableAtOnce(newest);
                if (buckets.isEmpty()) {
                    return new Page(found, null);
                }
                if (endsWithin(idsIn(buckets))) {
                    return new Page(found, last);
                }
                newest = Range.Boundary.excluding(buckets.getLast());
            }
        }

        /** The next buckets back in time, at least one where there is one; some may be empty. */
        private List<Long> readableAtOnce(Range.Boundary<Long> newest) {
            List<Long> buckets = redis
                    .ask(commands -> List.of(commands.zrevrangebyscore(
                            JournalLayout.INDEX,
                            Range.from(Range.Boundary.unbounded(), newest),
                            Limit.from(BUCKETS_AT_ONCE))))
                    .getFirst()
                    .stream()
                    .map(JournalLayout::bucket)
                    .toList();
            List<Long> fields = redis.ask(commands -> buckets.stream()
                    .map(bucket -> commands.hlen(JournalLayout.key(bucket)))
                    .toList());
            long budget = filter.equals(Filter.ALL) ? (long) limit * STAGES : FIELDS_AT_ONCE;
            int count = 0;
            for (long sum = 0; count < buckets.size(); count++) {
                sum += fields.get(count);
                if (count > 0 && sum > Math.min(budget, FIELDS_AT_ONCE)) {
                    break;
                }
            }
            return buckets.subList(0, count);
        }

        /** The ids in these buckets that are older than the last one looked at, newest first. */
        private List<IntentId> idsIn(List<Long> buckets) {
            return redis
                    .ask(commands -> buckets.stream()
                            .map(bucket -> commands.hkeys(JournalLayout.key(bucket)))
                            .toList())
                    .stream()
                    .flatMap(List::stream)
                    .map(JournalLayout::id)
                    .filter(id -> last == null || id.compareTo(last) < 0)
                    .distinct()
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }

        /** Takes what matches into the page; whether the page ends before the last of {@code ids}. */
        private boolean endsWithin(List<IntentId> ids) {
            for (int next = 0; next < ids.size(); ) {
                if (found.size() == limit || looked >= STORIES_PER_PAGE) {
                    return true;
                }
                int wanted = filter.equals(Filter.ALL) ? limit - found.size() : STORIES_AT_ONCE;
                List<IntentId> some = ids.subList(next, Math.min(ids.size(), next + Math.min(wanted, STORIES_AT_ONCE)));
                Map<IntentId, List<IntentEvent>> read = stories.apply(some);
                for (IntentId id : some) {
                    if (found.size() == limit) {
                        return true;
                    }
                    last = id;
                    looked++;
                    List<IntentEvent> story = read.get(id);
                    if (story != null && filter.matches(story)) {
                        found.add(story);
                    }
                }
                next += some.size();
            }
            return false;
        }
    }
}
