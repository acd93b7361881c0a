package io.conductorloop.executor.app;

import io.conductorloop.executor.PackageCatalog;
import io.conductorloop.executor.kubernetes.ClusterApi;
import io.conductorloop.executor.kubernetes.ClusterSettings;
import io.conductorloop.executor.kubernetes.GuardedRevisions;
import io.conductorloop.executor.kubernetes.ListedRepositories;
import io.conductorloop.executor.kubernetes.V1alpha1Revisions;
import io.conductorloop.executor.kubernetes.V1alpha2Revisions;
import io.conductorloop.executor.kubernetes.VersionedRevisions;
import io.conductorloop.executor.metrics.MicrometerPorchMetrics;
import io.conductorloop.executor.packages.PackageNames;
import io.conductorloop.executor.porch.BreakerState;
import io.conductorloop.executor.porch.GitTurns;
import io.conductorloop.executor.porch.LeftoverSweep;
import io.conductorloop.executor.porch.Placement;
import io.conductorloop.executor.porch.PlacementSweep;
import io.conductorloop.executor.porch.PorchCatalog;
import io.conductorloop.executor.porch.PorchMetrics;
import io.conductorloop.executor.porch.PorchPackageStore;
import io.conductorloop.executor.porch.PorchRepositories;
import io.conductorloop.executor.porch.PorchSettings;
import io.conductorloop.executor.porch.RepositoryBreakers;
import io.conductorloop.executor.web.PlacementController;
import io.conductorloop.state.SiteBoard;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Wires the package store over a Porch server. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "conductor.executor.store.kind", havingValue = "porch")
class PorchConfiguration {
    private static final String PREFIX = "conductor.executor.store.porch.";
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration FIRST_SWEEP = Duration.ofSeconds(15);
    private static final int PROMISED_LEASES = 6;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    @Bean
    PorchSettings porchSettings(StoreProperties properties, Environment environment) {
        StoreProperties.Porch porch = properties.porch();
        if (porch.repositories().isEmpty()) {
            throw new IllegalArgumentException(PREFIX
                    + "repositories is empty: name the repositories, as registered with Porch, that packages go to");
        }
        for (String repository : porch.repositories()) {
            if (!PackageNames.isLabel(repository)) {
                throw new IllegalArgumentException(
                        PREFIX + "repositories: '" + repository + "' is no name of a repository (RFC 1123 label)");
            }
        }
        if (porch.lease().compareTo(porch.timeout().multipliedBy(2)) < 0) {
            throw new IllegalArgumentException(
                    PREFIX + "lease (" + porch.lease() + ") must be at least twice the timeout (" + porch.timeout()
                            + "): a draft whose executor still waits for an answer would be taken for a leftover");
        }
        return new PorchSettings(
                porch.repositories(),
                instance(porch, environment),
                porch.lease(),
                porch.waitForOthers(),
                porch.waitForServer(),
                FIRST_PAUSE,
                LONGEST_PAUSE,
                porch.approval());
    }

    @Bean
    ClusterApi clusterApi(StoreProperties properties, PorchSettings checked, ObjectProvider<InstantSource> clock) {
        StoreProperties.Porch porch = properties.porch();
        return new ClusterApi(
                new ClusterSettings(
                        porch.kubeconfig(),
                        porch.context(),
                        porch.server(),
                        porch.tokenFile(),
                        porch.caFile(),
                        porch.namespace(),
                        porch.timeout()),
                clock.getIfAvailable(InstantSource::system));
    }

    @Bean
    ListedRepositories porchRepositories(ClusterApi api, StoreProperties properties) {
        return new ListedRepositories(api, properties.porch().repositoriesFresh(), System::nanoTime);
    }

    @Bean
    GuardedRevisions packageRevisions(
            ClusterApi api,
            ListedRepositories repositories,
            StoreProperties properties,
            ObjectProvider<MeterRegistry> registry) {
        StoreProperties.Porch porch = properties.porch();
        MeterRegistry meters = registry.getIfAvailable();
        return new GuardedRevisions(
                new VersionedRevisions(
                        new V1alpha1Revisions(api), new V1alpha2Revisions(api), repositories, porch.apiVersion()),
                porch.breaker().failures(),
                porch.breaker().rest(),
                meters == null ? PorchMetrics.NONE : new MicrometerPorchMetrics(meters));
    }

    @Bean
    GitTurns gitTurns(StoreProperties properties, RepositoryBreakers breakers, ObjectProvider<MeterRegistry> registry) {
        GitTurns turns = new GitTurns(properties.porch().perGitUrl());
        registry.ifAvailable(meters ->
                MicrometerPorchMetrics.show(turns, breakers, properties.porch().repositories(), meters));
        return turns;
    }

    @Bean
    Placement placement(
            GuardedRevisions revisions,
            PorchRepositories repositories,
            PorchSettings settings,
            SiteBoard board,
            ObjectProvider<InstantSource> clock) {
        return new Placement(
                settings,
                revisions,
                repositories,
                board,
                clock.getIfAvailable(InstantSource::system),
                new SecureRandom());
    }

    @Bean
    PorchPackageStore packageStore(
            GuardedRevisions revisions,
            PorchRepositories repositories,
            PorchSettings settings,
            Placement placement,
            GitTurns turns) {
        return new PorchPackageStore(
                revisions, repositories, settings, placement, turns, System::nanoTime, new SecureRandom());
    }

    @Bean
    PackageCatalog packageCatalog(
            GuardedRevisions revisions, PorchRepositories repositories, PorchSettings settings, Placement placement) {
        return new PorchCatalog(revisions, repositories, revisions, settings.repositories(), placement);
    }

    @Bean
    PlacementController placementController(SiteBoard board) {
        return new PlacementController(board);
    }

    /** Looks for leftovers soon after the start, when an earlier life's are there, and then now and then. */
    @Bean
    Repeatedly leftoverSweeps(
            GuardedRevisions revisions, PorchSettings settings, Placement placement, PorchPackageStore store) {
        return new Repeatedly(
                "porch-leftovers",
                FIRST_SWEEP,
                settings.lease(),
                new LeftoverSweep(revisions, settings, placement::repositories, store::isWriting));
    }

    /** Looks what came of the places that packages were promised: not before the slowest change is over, whoever's clock is off. */
    @Bean
    Repeatedly placementSweeps(
            GuardedRevisions revisions,
            PorchRepositories repositories,
            SiteBoard board,
            PorchSettings settings,
            ObjectProvider<InstantSource> clock) {
        return new Repeatedly(
                "porch-placements",
                settings.lease(),
                settings.lease(),
                new PlacementSweep(
                        revisions,
                        repositories,
                        board,
                        settings.lease().multipliedBy(PROMISED_LEASES),
                        clock.getIfAvailable(InstantSource::system)));
    }

    /** Down when no repository is spoken to; a single one in trouble holds up its own packages only. */
    @Bean
    HealthIndicator porchHealthIndicator(RepositoryBreakers breakers, PorchSettings settings) {
        return () -> {
            Map<String, BreakerState> states = breakers.states();
            boolean isDown = settings.repositories().stream()
                    .allMatch(repository -> breakers.state(repository) == BreakerState.OPEN);
            return (isDown ? Health.down() : Health.up())
                    .withDetail("breakers", states)
                    .build();
        };
    }

    private static String instance(StoreProperties.Porch porch, Environment environment) {
        String named = porch.instance();
        if (named != null && !named.isBlank()) {
            return named.strip();
        }
        try {
            return InetAddress.getLocalHost().getHostName() + "-" + environment.getProperty("server.port", "0");
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(
                    "this host has no name: give the executor one in " + PREFIX + "instance", e);
        }
    }
}
