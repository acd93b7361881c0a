package io.conductorloop.energy.dvfs;

import java.util.List;

/** The textbook's law, power = static + c·f³, fitted to the measured points: the yardstick. */
public final class CubicLaw implements PowerCurve {
    private final double[] coefficients;

    /** Fits at least two points. */
    public CubicLaw(List<OperatingPoint> measured) {
        coefficients = LeastSquares.relative(
                measured.stream()
                        .map(point -> new double[] {1, Math.pow(point.megahertz(), 3)})
                        .toArray(double[][]::new),
                measured.stream().mapToDouble(OperatingPoint::watts).toArray());
    }

    @Override
    public double watts(int megahertz) {
        return coefficients[0] + coefficients[1] * Math.pow(megahertz, 3);
    }
}
