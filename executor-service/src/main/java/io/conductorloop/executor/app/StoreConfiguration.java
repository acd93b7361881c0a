package io.conductorloop.executor.app;

import io.conductorloop.executor.PackageStore;
import io.conductorloop.executor.files.DirectoryPackageStore;
import io.conductorloop.executor.files.Durability;
import io.conductorloop.executor.files.PorchCliPackageStore;
import io.conductorloop.executor.files.PorchCliSettings;
import io.conductorloop.executor.git.GitPackageStore;
import io.conductorloop.executor.git.GitSettings;
import java.io.IOException;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Wires the package store that the operator chose. A place that cannot be used stops the start with its reason. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(StoreProperties.class)
@Import(PorchConfiguration.class)
public class StoreConfiguration {
    @Bean
    @ConditionalOnMissingBean
    PackageStore packageStore(StoreProperties properties, ObjectProvider<InstantSource> clock) throws IOException {
        return switch (properties.kind()) {
            case DIRECTORY -> new DirectoryPackageStore(properties.directory(), properties.durability());
            case GIT -> new GitPackageStore(git(properties), clock.getIfAvailable(InstantSource::system));
            case PORCH_CLI -> new PorchCliPackageStore(porchCli(properties), properties.durability());
            case PORCH -> throw new IllegalStateException("wired in " + PorchConfiguration.class.getSimpleName());
        };
    }

    private static GitSettings git(StoreProperties properties) {
        StoreProperties.Git git = properties.git();
        String username = git.username();
        String password = git.password();
        return new GitSettings(
                git.repository(),
                git.branch(),
                git.remote(),
                username == null || password == null ? null : new GitSettings.Credentials(username, password),
                git.authorName(),
                git.authorEmail(),
                git.timeout(),
                properties.durability() == Durability.FSYNC);
    }

    private static PorchCliSettings porchCli(StoreProperties properties) {
        StoreProperties.PorchCli porch = properties.porchCli();
        return new PorchCliSettings(
                porch.command(),
                porch.mode() == StoreProperties.PorchCli.Mode.STRUCTURED,
                properties.directory(),
                porch.timeout());
    }
}
