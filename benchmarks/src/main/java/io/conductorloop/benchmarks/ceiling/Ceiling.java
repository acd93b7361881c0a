package io.conductorloop.benchmarks.ceiling;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The least that carries files through three topics: one process, a thread for each hop, plain clients. It reads every file,
 * asks Redis what our services ask it, writes a package per target and poll and a status per intent, moves every file, and
 * commits after its acknowledgements. It parses, hashes, checks and decides nothing, has no claims, journal entries of one
 * word, and recovers from nothing.
 */
public final class Ceiling {
    static final List<String> TOPICS = List.of("ceiling.received", "ceiling.accepted", "ceiling.outcomes");
    private static final byte[] OUTCOME =
            "{\"version\":1,\"state\":\"EXECUTED\"}".repeat(12).getBytes(StandardCharsets.UTF_8);
    private static final byte[] MARK = "m".repeat(120).getBytes(StandardCharsets.UTF_8);
    private static final int FETCH = 6 * 1024 * 1024;
    private static final Duration POLL = Duration.ofMillis(200);

    private final String bootstrapServers;
    private final CeilingRedis redis;
    private final Path handoff;
    private final Path out;
    private final Path taken;
    private final Path processed;
    private final Path status;
    private final AtomicLong bucket = new AtomicLong();

    private Ceiling(String bootstrapServers, URI redis, Path work) throws IOException {
        this.bootstrapServers = bootstrapServers;
        this.redis = new CeilingRedis(redis);
        handoff = Files.createDirectories(work.resolve("handoff"));
        out = Files.createDirectories(work.resolve("out"));
        taken = Files.createDirectories(handoff.resolve(".taken"));
        processed = Files.createDirectories(handoff.resolve("processed"));
        status = Files.createDirectories(handoff.resolve("status"));
    }

    /** Arguments: bootstrap servers, Redis URL, work folder. Runs until its standard input ends. */
    static void main(String[] args) throws IOException {
        Ceiling ceiling = new Ceiling(args[0], URI.create(args[1]), Path.of(args[2]));
        ceiling.start();
        System.out.println("ready");
        System.in.transferTo(java.io.OutputStream.nullOutputStream());
        System.exit(0);
    }

    private void start() {
        daemon("receive", this::receive);
        daemon("validate", () -> hop(TOPICS.get(0), this::validate));
        daemon("execute", () -> hop(TOPICS.get(1), this::execute));
        daemon("finish", () -> hop(TOPICS.get(2), this::finish));
    }

    private static void daemon(String name, Runnable body) {
        Thread.ofPlatform()
                .name(name)
                .daemon()
                .uncaughtExceptionHandler((_, e) -> {
                    e.printStackTrace();
                    Runtime.getRuntime().halt(1);
                })
                .start(body);
    }

    private void receive() {
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            while (true) {
                List<byte[]> fields = new ArrayList<>();
                List<Future<?>> acks = new ArrayList<>();
                try (DirectoryStream<Path> entries = Files.newDirectoryStream(handoff, "intent-*.json")) {
                    for (Path entry : entries) {
                        String name = entry.getFileName().toString();
                        Path mine = Files.move(entry, taken.resolve(name), StandardCopyOption.ATOMIC_MOVE);
                        byte[] intent = Files.readAllBytes(mine);
                        acks.add(producer.send(record(TOPICS.get(0), target(intent), intent, name)));
                        fields.add(field(name, 'r'));
                    }
                }
                if (acks.isEmpty()) {
                    Thread.sleep(1);
                } else {
                    await(acks);
                    redis.journal(bucket.incrementAndGet(), fields, OUTCOME);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void hop(String topic, BiConsumer<ConsumerRecords<byte[], byte[]>, KafkaProducer<byte[], byte[]>> step) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(topic);
                KafkaProducer<byte[], byte[]> producer = producer()) {
            consumer.subscribe(List.of(topic));
            while (true) {
                ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
                if (!records.isEmpty()) {
                    step.accept(records, producer);
                    consumer.commitSync();
                }
            }
        }
    }

    private void validate(ConsumerRecords<byte[], byte[]> records, KafkaProducer<byte[], byte[]> producer) {
        Map<String, byte[]> marks = new HashMap<>();
        List<byte[]> fields = new ArrayList<>();
        List<Future<?>> acks = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            marks.put("ceiling:accepted:{" + new String(record.key(), StandardCharsets.UTF_8) + "}", MARK);
            fields.add(field(name(record), 'j'));
        }
        long journal = bucket.get();
        redis.recall(journal, fields, marks.keySet());
        redis.journal(journal, fields, MARK);
        redis.marks(marks);
        for (ConsumerRecord<byte[], byte[]> record : records) {
            acks.add(producer.send(record(TOPICS.get(1), record.key(), record.value(), name(record))));
        }
        await(acks);
    }

    private void execute(ConsumerRecords<byte[], byte[]> records, KafkaProducer<byte[], byte[]> producer) {
        Map<String, byte[]> marks = new HashMap<>();
        Map<String, byte[]> packages = new HashMap<>();
        List<byte[]> fields = new ArrayList<>();
        List<Future<?>> acks = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            String target = new String(record.key(), StandardCharsets.UTF_8);
            marks.put("ceiling:applied:{" + target + "}", MARK);
            packages.put(target, record.value());
            fields.add(field(name(record), 'f'));
        }
        long journal = bucket.get();
        redis.recall(journal, fields, marks.keySet());
        redis.journal(journal, fields, MARK);
        packages.forEach((target, intent) -> write(out.resolve(target.replace('/', '-') + ".yaml"), OUTCOME));
        redis.journal(journal, fields, OUTCOME);
        redis.marks(marks);
        for (ConsumerRecord<byte[], byte[]> record : records) {
            acks.add(producer.send(record(TOPICS.get(2), record.key(), OUTCOME, name(record))));
        }
        await(acks);
    }

    private void finish(ConsumerRecords<byte[], byte[]> records, KafkaProducer<byte[], byte[]> producer) {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            String name = name(record);
            write(status.resolve(name + ".status"), OUTCOME);
            move(taken.resolve(name), processed.resolve(name));
        }
    }

    private static void write(Path file, byte[] content) {
        Path draft = file.resolveSibling("." + file.getFileName());
        try {
            Files.write(draft, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        move(draft, file);
    }

    private static void move(Path from, Path to) {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void await(List<Future<?>> acks) {
        for (Future<?> ack : acks) {
            try {
                ack.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            } catch (java.util.concurrent.ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            }
        }
    }

    /** {@code namespace/target}, found as the load writes them. */
    private static byte[] target(byte[] intent) {
        String start = new String(intent, 0, Math.min(intent.length, 128), StandardCharsets.ISO_8859_1);
        return (value(start, "\"namespace\":\"") + "/" + value(start, "\"target\":\""))
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static String value(String text, String before) {
        int from = text.indexOf(before) + before.length();
        return text.substring(from, text.indexOf('"', from));
    }

    private static byte[] field(String name, char stage) {
        return (name.substring("intent-".length(), name.length() - ".json".length()) + stage + "xxxx")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static String name(ConsumerRecord<byte[], byte[]> record) {
        return new String(record.headers().lastHeader("ce_subject").value(), StandardCharsets.US_ASCII);
    }

    private static ProducerRecord<byte[], byte[]> record(String topic, byte[] key, byte[] value, String name) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, key, value);
        record.headers().add("ce_subject", name.getBytes(StandardCharsets.US_ASCII));
        return record;
    }

    private KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers", bootstrapServers,
                        "acks", "all",
                        "enable.idempotence", "true",
                        "linger.ms", "2",
                        "batch.size", "131072",
                        "max.request.size", Integer.toString(FETCH)),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private KafkaConsumer<byte[], byte[]> consumer(String topic) {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "group.id",
                        topic,
                        "enable.auto.commit",
                        "false",
                        "auto.offset.reset",
                        "earliest",
                        "max.poll.records",
                        "500",
                        "fetch.max.bytes",
                        Integer.toString(FETCH),
                        "max.partition.fetch.bytes",
                        Integer.toString(FETCH)),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }
}
