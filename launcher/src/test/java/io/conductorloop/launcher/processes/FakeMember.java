package io.conductorloop.launcher.processes;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A member that lives and dies on command and writes down what is done to it. */
final class FakeMember implements Member {
    private final String name;
    private final int place;
    private final List<String> journal;
    boolean alive;
    boolean obeys = true;

    FakeMember(String name, int place, List<String> journal) {
        this.name = name;
        this.place = place;
        this.journal = journal;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int stopPlace() {
        return place;
    }

    @Override
    public Path log() {
        return Path.of(name + ".log");
    }

    @Override
    public void start() {
        journal.add("start " + name);
        alive = true;
    }

    @Override
    public boolean isReady() {
        return alive;
    }

    @Override
    public boolean isAlive() {
        return alive;
    }

    @Override
    public boolean stop(Duration grace) {
        journal.add("stop " + name);
        alive = false;
        return obeys;
    }

    @Override
    public long pid() {
        return 0;
    }
}
