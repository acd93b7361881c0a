package io.conductorloop.executor.app;

import io.conductorloop.executor.files.Durability;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where packages are kept: {@code conductor.executor.store.*}.
 *
 * @param kind which of the stores
 * @param directory where the directory store keeps packages, and where porch is told to write
 * @param durability what an effect survives: the process, or a power cut too
 */
@ConfigurationProperties("conductor.executor.store")
public record StoreProperties(
        @DefaultValue("directory") Kind kind,
        @DefaultValue("./out") Path directory,
        @DefaultValue("os") Durability durability,
        @DefaultValue Git git,
        @DefaultValue PorchCli porchCli) {
    /** The stores there are. */
    public enum Kind {
        /** A folder of kpt packages. */
        DIRECTORY,
        /** A branch of a git repository. */
        GIT,
        /** A porch program that is run for each intent. */
        PORCH_CLI
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
}
