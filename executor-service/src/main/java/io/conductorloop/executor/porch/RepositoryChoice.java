package io.conductorloop.executor.porch;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.List;

/**
 * Spreads packages over repositories by rendezvous hashing (Thaler and Ravishankar, 1998): adding one moves only the packages
 * that go to it, removing one only those that were there. Every executor comes to the same choice.
 */
public final class RepositoryChoice {
    private final List<String> repositories;

    /** Chooses among these; at least one. */
    public RepositoryChoice(List<String> repositories) {
        this.repositories = List.copyOf(repositories);
        if (repositories.isEmpty()) {
            throw new IllegalArgumentException("there is no repository to choose");
        }
    }

    /** Where a package belongs. */
    public String of(String packageName) {
        return repositories.stream()
                .max(Comparator.<String>comparingLong(repository -> weight(repository, packageName))
                        .thenComparing(Comparator.naturalOrder()))
                .orElseThrow();
    }

    /** How much a repository is in favour for a package: every executor comes to the same. */
    static long weight(String repository, String packageName) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest((repository + "\n" + packageName).getBytes(UTF_8));
            return ByteBuffer.wrap(hash).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
