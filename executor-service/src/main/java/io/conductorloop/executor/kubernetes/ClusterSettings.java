package io.conductorloop.executor.kubernetes;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where the Kubernetes API is and how long it may take. What is not set comes from a kubeconfig, or from the service account
 * that a pod runs under, as kubectl would find it.
 *
 * @param kubeconfig the file; null: {@code KUBECONFIG}, then {@code ~/.kube/config}, then the service account
 * @param context of the kubeconfig; null: its current one
 * @param server address of the API; null: what the context or the service account says
 * @param tokenFile a file that holds a bearer token, read again when it is refused
 * @param caFile certificates that the server's is checked against
 * @param namespace where the repositories and packages are
 * @param timeout how long a call may take; longer than the API server's own 60 s
 */
public record ClusterSettings(
        @Nullable Path kubeconfig,
        @Nullable String context,
        @Nullable URI server,
        @Nullable Path tokenFile,
        @Nullable Path caFile,
        String namespace,
        Duration timeout) {}
