package io.conductorloop.executor.app;

import io.conductorloop.executor.files.Durability;
import io.conductorloop.executor.kubernetes.VersionedRevisions.Version;
import io.conductorloop.executor.porch.Approval;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where packages are kept: {@code conductor.executor.store.*}.
 *
 * @param kind which of the stores
 * @param directory where the directory store keeps packages, and where porch is told to write
 * @param durability what an effect survives: the process, or a power cut too
 */
@Validated
@ConfigurationProperties("conductor.executor.store")
public record StoreProperties(
        @DefaultValue("directory") Kind kind,
        @DefaultValue("./out") Path directory,
        @DefaultValue("os") Durability durability,
        @DefaultValue Git git,
        @DefaultValue PorchCli porchCli,
        @DefaultValue @Valid Porch porch) {
    /** The stores there are. */
    public enum Kind {
        /** A folder of kpt packages. */
        DIRECTORY,
        /** A branch of a git repository. */
        GIT,
        /** A porch program that is run for each intent. */
        PORCH_CLI,
        /** Package revisions of a Porch server. */
        PORCH
    }

    /**
     * The branch packages are committed to.
     *
     * @param repository on this machine; made as a bare one when missing
     * @param remote address or path of the repository that every commit is pushed to; none: commits stay on this machine
     * @param username for a remote over HTTP
     * @param password of that user, or a token
     * @param timeout how long the remote may keep silent
     */
    public record Git(
            @DefaultValue("./packages.git") Path repository,
            @DefaultValue("main") String branch,
            @Nullable String remote,
            @Nullable String username,
            @Nullable String password,
            @DefaultValue("Conductor Loop") String authorName,
            @DefaultValue("conductor-loop@localhost") String authorEmail,
            @DefaultValue("30s") Duration timeout) {
        /** Without the password. */
        @Override
        public String toString() {
            return repository + " " + branch + (remote == null ? "" : " " + remote);
        }
    }

    /**
     * The porch program.
     *
     * @param command by path or by name on the PATH
     * @param mode whether porch is asked for structured output
     * @param timeout how long a run may take
     */
    public record PorchCli(
            @DefaultValue("porch") String command,
            @DefaultValue("direct") Mode mode,
            @DefaultValue("30s") Duration timeout) {
        /** How porch is asked. */
        public enum Mode {
            /** {@code -intent F -out D}. */
            DIRECT,
            /** {@code -intent F -out D -structured}. */
            STRUCTURED
        }
    }

    /**
     * The Porch server. What leads to the cluster and is not set here comes from a kubeconfig or the pod's service account.
     *
     * @param repositories where packages go, by the names under which they are registered; spread over all of them
     * @param namespace of the repositories and packages
     * @param context of the kubeconfig; none: its current one
     * @param server address of the Kubernetes API; none: what the kubeconfig or the service account says
     * @param tokenFile a bearer token
     * @param caFile what the server's certificate is checked against
     * @param timeout how long a call may take; the API server in front of Porch gives up after 60 s
     * @param apiVersion of package revisions
     * @param perGitUrl how many changes may be under way for one git repository
     * @param instance this executor's name among those that share the repositories, the same after a restart; none: the host's
     * @param lease how old a draft of another executor is before it counts as left behind
     * @param waitForOthers how long a change waits for another executor that writes the same package
     * @param waitForServer how long for a server that renders or publishes in its own time
     * @param approval whether what is proposed is published at once, or a person approves it in Porch
     * @param approvalCheck how often it is looked what people have decided
     * @param repositoriesFresh how old what is known of the repositories may be
     */
    public record Porch(
            @DefaultValue List<String> repositories,
            @DefaultValue("default") String namespace,
            @Nullable Path kubeconfig,
            @Nullable String context,
            @Nullable URI server,
            @Nullable Path tokenFile,
            @Nullable Path caFile,
            @DefaultValue("75s") @DurationMin(millis = 100) Duration timeout,
            @DefaultValue("auto") Version apiVersion,
            @DefaultValue("2") @Min(1) @Max(64) int perGitUrl,
            @Nullable String instance,
            @DefaultValue("5m") @DurationMin(seconds = 1) Duration lease,
            @DefaultValue("5s") @DurationMin(millis = 0) Duration waitForOthers,
            @DefaultValue("60s") @DurationMin(millis = 100) Duration waitForServer,
            @DefaultValue("auto") Approval approval,
            @DefaultValue("5s") @DurationMin(millis = 50) Duration approvalCheck,
            @DefaultValue("10s") @DurationMin(millis = 0) Duration repositoriesFresh,
            @DefaultValue @Valid Breaker breaker) {
        public Porch {
            repositories = List.copyOf(repositories);
        }
    }

    /**
     * When a repository is left alone.
     *
     * @param failures so many of its last ten calls have failed
     * @param rest for so long
     */
    public record Breaker(
            @DefaultValue("5") @Min(1) @Max(10) int failures,
            @DefaultValue("30s") @DurationMin(millis = 10) Duration rest) {}
}
