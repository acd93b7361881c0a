package io.conductorloop.energy.renewables;

/**
 * What is known of a grid's renewables. Each may be empty; weather reaches into the future as far as it is forecast.
 *
 * @param share of all power that is renewable, %
 * @param wind measured output of wind turbines, in any unit
 * @param solar measured output of solar panels, in any unit
 * @param windSpeed forecast for where the turbines are, m/s
 * @param irradiance forecast for where the panels are, W/m²
 */
public record Renewables(Hours share, Hours wind, Hours solar, Hours windSpeed, Hours irradiance) {}
