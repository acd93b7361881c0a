package io.conductorloop.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The page on licences and the bills of materials that the services carry say the same. */
class LicencesTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final String OURS = "io.conductorloop";

    /** Each lets whoever builds on this link it, change it and sell it, whatever their own licence. */
    private static final List<String> PERMITTED =
            List.of("Apache-2.0", "MIT", "MIT-0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "EPL-1.0", "EPL-2.0");

    @Test
    void thePageNamesEachLibraryWithItsLicence() throws IOException {
        TreeSet<String> page = new TreeSet<>(Files.readAllLines(ROOT.resolve("THIRD-PARTY.md")).stream()
                .filter(line -> line.startsWith("| `"))
                .toList());

        assertThat(page).as("rows of THIRD-PARTY.md").isEqualTo(rows());
    }

    @Test
    void eachLibraryMayBeUsedByAnybody() throws IOException {
        assertThat(rows())
                .isNotEmpty()
                .allMatch(row -> PERMITTED.stream().anyMatch(licence -> row.matches(".*[ |]" + licence + "[, |].*")));
    }

    private static TreeSet<String> rows() throws IOException {
        TreeSet<String> rows = new TreeSet<>();
        for (Path bill : bills()) {
            JsonNode components = JsonMapper.shared().readTree(bill.toFile()).path("components");
            assertThat(components.size()).as("libraries in %s", bill).isGreaterThan(50);
            for (JsonNode component : components) {
                if (!component.path("group").asString().equals(OURS)) {
                    rows.add("| `%s:%s` | %s |"
                            .formatted(
                                    component.path("group").asString(),
                                    component.path("name").asString(),
                                    licences(component)));
                }
            }
        }
        return rows;
    }

    private static String licences(JsonNode component) {
        List<String> licences = new ArrayList<>();
        for (JsonNode choice : component.path("licenses")) {
            JsonNode licence = choice.path("license");
            licences.add(
                    choice.has("expression")
                            ? choice.path("expression").asString()
                            : licence.path("id").asString(licence.path("name").asString("none")));
        }
        return String.join(", ", licences);
    }

    private static List<Path> bills() throws IOException {
        try (Stream<Path> modules = Files.list(ROOT)) {
            List<Path> bills = modules.filter(
                            module -> Files.exists(module.resolve("src/main/resources/application.yaml")))
                    .map(module -> module.resolve("target/classes/META-INF/sbom/application.cdx.json"))
                    .toList();
            assertThat(bills).isNotEmpty().allMatch(Files::exists);
            return bills;
        }
    }
}
