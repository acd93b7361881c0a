package io.conductorloop.endtoend.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.contracts.Outcome;
import io.conductorloop.testkit.promises.Promise;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Many writers write their files in place, byte by byte and pausing. None of the files may be taken before its end. */
record SlowWriters(int rounds, int atOnce) implements Fault {
    private static final String SLOW = "slow-";
    private static final Duration PAUSE = Duration.ofMillis(25);

    @Override
    public String name() {
        return "slow writers, " + rounds * atOnce + " files byte by byte";
    }

    @Override
    public List<Promise> promises() {
        List<Promise> all = new ArrayList<>(Fault.super.promises());
        all.add(evidence -> assertThat(evidence.outcomes())
                .as("files taken before their end")
                .noneMatch(end -> end.outcome() instanceof Outcome.Rejected
                        && String.valueOf(end.file()).contains(SLOW)));
        return all;
    }

    /** A file being written. */
    private record Writing(FileChannel channel, ByteBuffer bytes) {}

    @Override
    public void strike(Trial trial) throws Exception {
        for (int round = 0; round < rounds; round++) {
            List<Writing> open = new ArrayList<>();
            for (int i = 0; i < atOnce; i++) {
                open.add(begin(trial, "intent-%s%s%02d-%04d.json".formatted(trial.mark, SLOW, round, i)));
            }
            while (!open.isEmpty()) {
                trial.last(PAUSE);
                List<Writing> ended = new ArrayList<>();
                for (Writing writing : open) {
                    write(trial, writing, ended);
                }
                open.removeAll(ended);
            }
        }
    }

    private static Writing begin(Trial trial, String name) throws IOException {
        Path file = trial.ground.handoff().resolve(name);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        trial.droppedByFault(name);
        return new Writing(channel, ByteBuffer.wrap(trial.validContent()));
    }

    private static void write(Trial trial, Writing writing, List<Writing> ended) throws IOException {
        ByteBuffer bytes = writing.bytes();
        // Some writers pause longer than others; all but one in five write a byte now.
        if (trial.random.nextInt(5) > 0) {
            bytes.limit(bytes.position() + 1);
            assertThat(writing.channel().write(bytes)).isEqualTo(1);
            bytes.limit(bytes.capacity());
        }
        if (!bytes.hasRemaining()) {
            writing.channel().close();
            ended.add(writing);
        }
    }
}
