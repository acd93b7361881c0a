package io.conductorloop.launcher.processes;

import io.conductorloop.embedded.LocalPort;
import io.conductorloop.embedded.StartFailedException;
import io.conductorloop.launcher.ExitCode;
import io.conductorloop.launcher.LauncherException;
import io.conductorloop.launcher.ServiceName;
import io.conductorloop.launcher.SuiteOptions;
import io.conductorloop.launcher.web.RestClient;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Broker, Redis and the services as children of this process: started in the order in which they need each other,
 * started again when they die, and ended in the order in which work flows, so that each can still finish what it has taken.
 */
public final class Suite implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Duration POLL = Duration.ofMillis(50);

    private final Installation installation;
    private final SuiteOptions options;
    private final Supervisor supervisor;
    private final Path data;
    private final DataLock lock;
    private final Map<ServiceName, ServiceMember> services = new EnumMap<>(ServiceName.class);
    private @Nullable PorchMember fakePorch;
    private String kafka = "";
    private String redis = "";

    private Suite(Installation installation, SuiteOptions options, Path data, DataLock lock, Consumer<String> say) {
        this.installation = installation;
        this.options = options;
        this.data = data;
        this.lock = lock;
        this.supervisor = new Supervisor(say);
    }

    /**
     * Takes the data folder; starts nothing yet.
     *
     * @param say hears what the user should know
     * @throws LauncherException when another suite has the folder
     */
    public static Suite on(Installation installation, SuiteOptions options, Consumer<String> say) {
        Path data = Path.of(options.data()).toAbsolutePath().normalize();
        return new Suite(installation, options, data, DataLock.take(data), say);
    }

    /** Starts everything and returns when all of it is ready. */
    public void start() {
        try {
            Map<ServiceName, Integer> ports = choosePorts();
            CompletableFuture<Void> backing = startBacking();
            int ingestPort = ports.getOrDefault(ServiceName.INGEST, 0);
            ports.forEach((name, port) -> addService(name, port, ingestPort));
            // Beside the broker: a service takes longer to come up, and waits for Kafka by itself.
            List<Member> carrying = new ArrayList<>(
                    List.of(member(ServiceName.VALIDATION), member(ServiceName.EXECUTOR), member(ServiceName.INGEST)));
            Optional.ofNullable(fakePorch).ifPresent(carrying::addFirst);
            startAll(carrying, backing);
            // Nobody waits for those who advise.
            ServiceName.ADVISING.stream()
                    .filter(services::containsKey)
                    .map(this::member)
                    .forEach(supervisor::start);
            Map<ServiceName, URI> addresses = new EnumMap<>(ServiceName.class);
            services.forEach((name, service) -> addresses.put(name, service.url()));
            lock.announce(addresses);
        } catch (StartFailedException e) {
            throw new LauncherException(ExitCode.FAILURE, String.valueOf(e.getMessage()));
        }
    }

    private Map<ServiceName, Integer> choosePorts() {
        Map<ServiceName, Integer> ports = new EnumMap<>(ServiceName.class);
        for (ServiceName service : options.ports().keySet()) {
            int asked = options.ports().getOrDefault(service, 0);
            if (asked != 0 && LocalPort.isTaken(asked)) {
                throw new LauncherException(
                        ExitCode.FAILURE,
                        "Port " + asked + " for the " + service.module()
                                + " is taken; end what uses it, or choose others" + " with -ports free or -"
                                + service.name().toLowerCase(Locale.ROOT) + "-port N");
            }
            ports.put(service, asked == 0 ? LocalPort.free() : asked);
        }
        return ports;
    }

    /** Starts Redis, and begins to start the broker, whose address is known before it is up. */
    private CompletableFuture<Void> startBacking() {
        BrokerMember broker = new BrokerMember(data.resolve("kafka"), log("kafka"), installation.brokerOptions());
        RedisMember server = new RedisMember(data.resolve("redis"), log("redis"));
        if (options.redis().isEmpty()) {
            supervisor.start(server);
        }
        if (options.fakePorch()) {
            PorchMember fake = PorchMember.of(installation, log("porch-fake"));
            fakePorch = fake;
        }
        redis = options.redis().orElseGet(server::url);
        kafka = options.kafka().orElseGet(broker::bootstrapServers);
        return options.kafka().isEmpty()
                ? CompletableFuture.runAsync(() -> supervisor.start(broker))
                : CompletableFuture.completedFuture(null);
    }

    private void addService(ServiceName name, int port, int ingestPort) {
        List<String> command = new ArrayList<>(installation.command(name));
        properties(name, port, ingestPort).forEach((key, value) -> command.add("--" + key + "=" + value));
        services.put(name, new ServiceMember(name, command, log(name.module()), url(port)));
    }

    private Map<String, String> properties(ServiceName name, int port, int ingestPort) {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("server.address", LocalPort.HOST);
        properties.put("server.port", Integer.toString(port));
        // Else in the temporary folder, where it outlives the service.
        properties.put(
                "server.tomcat.basedir",
                data.resolve("tomcat").resolve(name.module()).toString());
        properties.put("spring.kafka.bootstrap-servers", kafka);
        properties.put("spring.data.redis.url", redis);
        properties.put("spring.lifecycle.timeout-per-shutdown-phase", "4s");
        switch (name) {
            case INGEST -> {
                properties.put("conductor.ingest.handoff", absolute(options.handoff()));
                properties.put("conductor.ingest.once", Boolean.toString(options.once()));
                properties.put("conductor.ingest.drain", "2s");
            }
            case EXECUTOR -> {
                properties.put("conductor.executor.store.directory", absolute(options.out()));
                properties.put("conductor.executor.ingest-url", url(ingestPort).toString());
                properties.put("conductor.executor.stop-within", "2s");
                if (fakePorch != null) {
                    properties.putAll(fakePorch.properties());
                }
            }
            case VALIDATION ->
                // Somebody must be there to release what is deferred.
                properties.put(
                        "conductor.validation.deferral-enabled",
                        Boolean.toString(options.ports().containsKey(ServiceName.ENERGY)));
            case ML ->
                properties.put("conductor.ml.models", data.resolve("models").toString());
            case ENERGY -> {
                // Needs to know nothing but where Kafka and Redis are.
            }
        }
        properties.putAll(options.properties());
        return properties;
    }

    private void startAll(List<Member> members, CompletableFuture<Void> backing) {
        members.forEach(supervisor::start);
        Instant deadline = Instant.now().plus(START_LIMIT);
        for (Member service : members) {
            while (!service.isReady()) {
                if (backing.isCompletedExceptionally()) {
                    throw backing.exceptionNow() instanceof StartFailedException cause
                            ? cause
                            : new StartFailedException(String.valueOf(backing.exceptionNow()));
                }
                for (Member each : members) {
                    if (!each.isAlive()) {
                        throw new StartFailedException(
                                "The " + each.name() + " ended while starting; its log says why: " + each.log());
                    }
                }
                if (Instant.now().isAfter(deadline)) {
                    throw new StartFailedException("The " + service.name() + " was not ready within "
                            + START_LIMIT.toSeconds() + " s; its log says why: " + service.log());
                }
                pause(POLL);
            }
        }
    }

    /** Looks once after all members: says who has died, and starts again whose time has come. */
    public void tend() {
        supervisor.tend();
    }

    /** The most often that one member has died in a row. */
    public int deathsInARow() {
        return supervisor.deathsInARow();
    }

    /** The ids of the processes, by what they are called. */
    public Map<String, Long> pids() {
        return supervisor.pids();
    }

    /** As {@link #close}, with so much time for each. */
    public void close(Duration grace) {
        supervisor.stop((_, _) -> grace);
        close();
    }

    /** Ends all members, those that take new work first, and gives the data folder free. Later calls do nothing. */
    @Override
    public void close() {
        supervisor.stop();
        lock.close();
    }

    /** Whether the service is one of those to run. */
    public boolean runs(ServiceName service) {
        return services.containsKey(service);
    }

    public URI url(ServiceName service) {
        return member(service).url();
    }

    public RestClient rest(ServiceName service) {
        return member(service).rest();
    }

    public String kafka() {
        return kafka;
    }

    public String redis() {
        return redis;
    }

    /** Where the fake Porch is; empty where none was asked for. */
    public Optional<URI> porch() {
        return Optional.ofNullable(fakePorch).map(PorchMember::url);
    }

    public Path logs() {
        return data.resolve("logs");
    }

    private ServiceMember member(ServiceName service) {
        ServiceMember member = services.get(service);
        if (member == null) {
            throw new IllegalStateException("not started");
        }
        return member;
    }

    private Path log(String name) {
        return logs().resolve(name + ".log");
    }

    private static URI url(int port) {
        return URI.create("http://" + LocalPort.HOST + ":" + port);
    }

    private static String absolute(String folder) {
        return Path.of(folder).toAbsolutePath().normalize().toString();
    }

    static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailedException("Interrupted", e);
        }
    }
}
