package io.conductorloop.evaluation.energy.carbon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.conductorloop.energy.carbon.IntensitySeries;
import io.conductorloop.evaluation.Score;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CarbonTasksTest {
    private static final long SEED = 11;

    @TempDir
    private Path data;

    @Test
    void judgesAGridThePaperDoesNotHaveOnTheDaysThatAreWhole() throws IOException {
        // Given
        write("lets-wait-awhile/xx_ci.csv", "2027-03-05T07:00", 50 * 48, 30 * 48, 12);

        // When
        List<Score> nightly = new LetsWaitAwhile().evaluate(data, data);
        List<Score> past = new PastOnly().evaluate(data, data);

        // Then
        assertThat(nightly).anySatisfy(score -> {
            assertThat(score.task()).endsWith("XX, perfect forecast");
            assertThat(score.verdict()).isEqualTo(Score.Verdict.MET);
        });
        assertThat(past)
                .as("seed %d", SEED)
                .anySatisfy(score -> assertThat(score.ours()).isGreaterThan(1.0));
    }

    @Test
    void goesOnOverAShortGapAndLeavesALongOne() throws IOException {
        // Given
        write("lets-wait-awhile/xx_ci.csv", "2027-01-01T00:00", 480, 100, 12);
        write("lets-wait-awhile/yy_ci.csv", "2027-01-01T00:00", 480, 100, 5);

        // When
        IntensitySeries longOne = NightlyJobs.read(data.resolve("lets-wait-awhile/xx_ci.csv"));
        IntensitySeries shortOne = NightlyJobs.read(data.resolve("lets-wait-awhile/yy_ci.csv"));

        // Then
        assertThat(longOne.value(105)).isNaN();
        assertThat(shortOne.value(104)).isEqualTo(shortOne.value(99));
    }

    @Test
    void putsTheFilesOfAZoneTogether() throws IOException {
        // Given
        write("carbonx/AA_2021_2022_hourly.csv", "2021-12-31T00:00", 24, 24, 0);
        write("carbonx/AA_2022_2023_hourly.csv", "2022-01-01T00:00", 24, 24, 0);
        zip("carbonx/AA_2021_2022_hourly.csv");
        zip("carbonx/AA_2022_2023_hourly.csv");

        // When
        IntensitySeries zone = GridFiles.carbonx(data).get("AA");

        // Then
        assertThat(zone).isNotNull();
        assertThat(zone.size()).isEqualTo(48);
    }

    @Test
    void judgesWindAndSunOnTheLastYearAndSharesOnTheirOwnPast() throws IOException {
        // Given: hours written in two ways, weather that is told a day early, and a share that goes with the sun
        Random random = new Random(SEED);
        StringBuilder weather = new StringBuilder("datetime,forecast_avg_wind_speed_wMean,forecast_avg_dswrf_wMean\n");
        StringBuilder output = new StringBuilder(",UTC time,wind,solar\n");
        StringBuilder share = new StringBuilder("datetime_utc,re_pct\n");
        double[] speed = new double[480 * 24];
        for (int i = 0; i < speed.length; i++) {
            speed[i] = i == 0 ? 6 : Math.clamp(speed[i - 1] + random.nextGaussian() + 0.1 * (6 - speed[i - 1]), 0, 14);
            LocalDateTime time = LocalDateTime.parse("2027-01-01T00:00").plusHours(i);
            double sun = Math.max(0, 600 * Math.sin((time.getHour() - 6) * Math.PI / 12));
            weather.append("%d-%d-%d %d:00:00+00:00,%s,%s%n"
                    .formatted(
                            time.getYear(),
                            time.getMonthValue(),
                            time.getDayOfMonth(),
                            time.getHour(),
                            speed[i],
                            sun * (1 + speed[i] / 20)));
            double then = speed[Math.max(0, i - 24)];
            output.append("%d,%s:00,%s,%s%n"
                    .formatted(i, time.toString().replace('T', ' '), 10 * then * then, 3 * sun * (1 + then / 20)));
            share.append(
                    "%s:00,%s%n".formatted(time.toString().replace('T', ' '), 30 + sun / 20 + random.nextDouble()));
        }
        zip("ensembleci/XX_weather_forecast.csv", weather);
        zip("ensembleci/XX_lifecycle_emissions.csv", output);
        zip("carbonx/AA_2027_2028_hourly.csv", share);

        // When
        List<Score> scores = new RenewableForecasts().evaluate(data, data);

        // Then
        assertThat(scores).hasSize(3).allSatisfy(score -> {
            assertThat(score.verdict()).as("%s", score).isEqualTo(Score.Verdict.MET);
            assertThat(score.ours()).isLessThan(0.8 * score.baseline());
        });
        assertThat(scores.getFirst().task()).contains("wind power, XX (weather 24 h early)");
    }

    @Test
    void saysSoWhenThereIsTooLittleToLearnFrom() throws IOException {
        zip("ensembleci/XX_weather_forecast.csv", new StringBuilder("""
                datetime,forecast_avg_wind_speed_wMean,forecast_avg_dswrf_wMean
                2027-1-1 0:00,5,0
                """));
        zip("ensembleci/XX_lifecycle_emissions.csv", new StringBuilder("""
                ,UTC time,wind,solar
                0,2027-01-01 00:00:00,250,0
                """));
        zip("carbonx/AA_2027_2028_hourly.csv", new StringBuilder("""
                datetime_utc,re_pct
                2027-01-01 00:00:00,40
                """));

        assertThat(new RenewableForecasts().evaluate(data, data))
                .hasSize(2)
                .allSatisfy(score -> assertThat(score.ours()).isNull());
    }

    @Test
    void saysWhichFileHoldsNoTime() throws IOException {
        Path file = data.resolve("lets-wait-awhile/xx_ci.csv");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "Time,Carbon Intensity\nsoon,1\n");

        assertThatThrownBy(() -> NightlyJobs.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("xx_ci.csv")
                .hasMessageContaining("soon");
    }

    private void write(String name, String start, int rows, int gapFrom, int gap) throws IOException {
        boolean hourly = name.startsWith("carbonx");
        Random random = new Random(SEED);
        StringBuilder text =
                new StringBuilder(hourly ? "datetime_utc,ci_lifecycle_g_per_kwh\n" : "Time,Carbon Intensity\n");
        for (int i = 0; i < rows; i++) {
            LocalDateTime time = LocalDateTime.parse(start).plusMinutes(i * (hourly ? 60L : 30L));
            double day = 2 * Math.PI * time.toLocalTime().toSecondOfDay() / 86_400;
            if (i < gapFrom || i >= gapFrom + gap) {
                text.append(time.toString().replace('T', ' '))
                        .append(":00,")
                        .append(300 + 80 * Math.cos(day) + 10 * random.nextGaussian())
                        .append('\n');
            }
        }
        Path file = data.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void zip(String name, StringBuilder text) throws IOException {
        Path file = data.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        zip(name);
    }

    private void zip(String name) throws IOException {
        Path file = data.resolve(name);
        try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(data.resolve(name + ".gz")))) {
            Files.copy(file, out);
        }
        Files.delete(file);
    }
}
