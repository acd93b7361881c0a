package io.conductorloop.contracts;

/** What an intent is about: a workload in a namespace. Order is kept, and repeats are judged, per target. */
public record Target(String namespace, String name) implements Comparable<Target> {
    /** The record key, {@code namespace/name}. */
    public String key() {
        return namespace + "/" + name;
    }

    /**
     * Reads a record key back.
     *
     * @throws IllegalArgumentException when the key has no slash between two non-empty parts
     */
    public static Target ofKey(String key) {
        int slash = key.indexOf('/');
        if (slash <= 0 || slash == key.length() - 1) {
            throw new IllegalArgumentException("not namespace/name: " + key);
        }
        return new Target(key.substring(0, slash), key.substring(slash + 1));
    }

    @Override
    public int compareTo(Target other) {
        return key().compareTo(other.key());
    }

    @Override
    public String toString() {
        return key();
    }
}
