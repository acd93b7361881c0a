package io.conductorloop.energy.report;

/**
 * What an investment brings back within a time, by what it cost. Both forms are shown, since they are mistaken for one
 * another: gross counts all that comes back, net what comes back beyond the cost.
 */
public record ReturnOnInvestment(double benefit, double cost) {
    public ReturnOnInvestment {
        if (!(cost > 0)) {
            throw new IllegalArgumentException("nothing was invested: " + cost);
        }
    }

    public double gross() {
        return benefit / cost;
    }

    public double net() {
        return (benefit - cost) / cost;
    }
}
