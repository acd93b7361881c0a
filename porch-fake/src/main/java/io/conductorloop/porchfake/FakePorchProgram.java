package io.conductorloop.porchfake;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;

/** Runs a {@link FakePorch} until the process is ended. */
public final class FakePorchProgram {
    private static final String USAGE = """
            Usage: FakePorchProgram [-port N] [-repositories a,b] [-blueprints a,b] [-factor F] [-write MS] [-faults SHARE] [-seed N]
              -port          where to listen on this machine (8085)
              -repositories  the names of those that are registered (edge-01)
              -blueprints    packages that are published in a repository 'blueprints' of the namespace default (none)
              -factor        of Porch's recorded latencies (1; 0 for none)
              -write         what writing files takes at factor 1, in ms (0: no figure is on record)
              -faults        the share of requests that go wrong, 0 to 1 (0)
              -seed          of all that is left to chance (1)
            """;

    private FakePorchProgram() {}

    /** Ends with 2 when it does not understand what it is told. */
    public static void main(String[] args) throws InterruptedException {
        Map<String, String> flags = new TreeMap<>(Map.of(
                "-port",
                "8085",
                "-repositories",
                "edge-01",
                "-blueprints",
                "",
                "-factor",
                "1",
                "-write",
                "0",
                "-faults",
                "0",
                "-seed",
                "1"));
        try {
            for (int i = 0; i < args.length; i += 2) {
                if (i + 1 == args.length || flags.replace(args[i], args[i + 1]) == null) {
                    throw new IllegalArgumentException("unknown: " + args[i]);
                }
            }
            run(flags);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + "\n\n" + USAGE);
            System.exit(2);
        }
    }

    private static void run(Map<String, String> flags) throws InterruptedException {
        Latencies latencies = Latencies.RECORDED
                .withWrite(Duration.ofMillis(Long.parseLong(flag(flags, "-write"))))
                .times(Double.parseDouble(flag(flags, "-factor")));
        long seed = Long.parseLong(flag(flags, "-seed"));
        double share = Double.parseDouble(flag(flags, "-faults"));
        try (FakePorch porch = new FakePorch(Integer.parseInt(flag(flags, "-port")), latencies, seed)) {
            for (String name : List.of(flag(flags, "-repositories").split(",", -1))) {
                porch.register(Repository.named(name.strip()));
            }
            for (String name : flag(flags, "-blueprints").split(",", -1)) {
                if (!name.isBlank()) {
                    porch.register(Repository.named("blueprints"));
                    porch.publish("default", "blueprints", name.strip(), Map.of("workload.yaml", """
                            apiVersion: apps/v1
                            kind: Deployment
                            metadata:
                              name: %s
                            """.formatted(
                                    name.strip())));
                }
            }
            if (share > 0) {
                porch.faults(new RandomFaults(seed, share, Duration.ofSeconds(1)));
            }
            System.out.println("fake Porch on " + porch.address());
            new CountDownLatch(1).await();
        }
    }

    private static String flag(Map<String, String> flags, String name) {
        return flags.getOrDefault(name, "");
    }
}
