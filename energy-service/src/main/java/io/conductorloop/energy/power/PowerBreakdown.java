package io.conductorloop.energy.power;

/**
 * Power by what draws it; the parts sum to the total.
 *
 * @param cooling and all else that the building adds to its machines
 */
public record PowerBreakdown(Watts cpu, Watts memory, Watts storage, Watts network, Watts cooling) {
    /** Adds to the machines' power what a building with this power usage effectiveness, 1 or more, adds. */
    public static PowerBreakdown withPue(Watts cpu, Watts memory, Watts storage, Watts network, double pue) {
        if (!(pue >= 1)) {
            throw new IllegalArgumentException("a building takes nothing off its machines' power: PUE " + pue);
        }
        Watts machines = cpu.plus(memory).plus(storage).plus(network);
        return new PowerBreakdown(cpu, memory, storage, network, machines.times(pue - 1));
    }

    /** The machines' parts in the same proportions, of another sum, and what such a building adds to it. */
    public PowerBreakdown scaledTo(Watts machines, double pue) {
        double factor = machines.value() / machines().value();
        return withPue(cpu.times(factor), memory.times(factor), storage.times(factor), network.times(factor), pue);
    }

    /** Without the building's part. */
    public Watts machines() {
        return cpu.plus(memory).plus(storage).plus(network);
    }

    public Watts total() {
        return machines().plus(cooling);
    }

    /** Power usage effectiveness: the total by what reaches the machines. */
    public double pue() {
        return total().value() / machines().value();
    }
}
