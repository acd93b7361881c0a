package io.conductorloop.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.contracts.RecordHeaders;
import io.conductorloop.contracts.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documents say is there, and what is public is in the documents. */
class DocumentsTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path ARCHITECTURE = ROOT.resolve("ARCHITECTURE.md");
    private static final Pattern TOPIC_IN_CODE = Pattern.compile("\"((?:intents|pipeline|ml|energy)\\.[a-z]+)\"");
    private static final Pattern TOPIC_IN_YAML = Pattern.compile("destination:\\s*(\\S+)");
    private static final Pattern REDIS_KEY_IN_CODE = Pattern.compile("\"(cl:[a-z]+(?:[:-][a-z]+)*)");
    private static final Pattern METER_IN_CODE = Pattern.compile("\"(conductor[._]loop[._][a-z0-9._]+)\"");
    private static final Pattern REST_PATH_IN_CODE = Pattern.compile(
            "@(?:Request|Get|Post|Delete|Put|Patch)Mapping\\((?:path\\s*=\\s*|value\\s*=\\s*)?\"([^\"]+)\"");
    private static final Pattern TEST_IN_DOCUMENT = Pattern.compile("`([A-Z]\\w+(?:Test|IT)(?:\\.\\w+)?)`");
    private static final Pattern CODE_SPAN = Pattern.compile("`([^`\\s]+)`");
    private static final Pattern LINK = Pattern.compile("]\\(([^)#:\\s]+)(?:#[^)]*)?\\)");

    @Test
    void topicsAreNamedInOnePlaceInJava() {
        // Given
        List<String> elsewhere = new ArrayList<>();

        // When
        for (Path source : files("*/src/main/java/**.java")) {
            if (!source.endsWith("contracts/Topics.java")) {
                Matcher matcher = TOPIC_IN_CODE.matcher(read(source));
                while (matcher.find()) {
                    elsewhere.add(ROOT.relativize(source) + ": " + matcher.group(1));
                }
            }
        }

        // Then
        assertThat(elsewhere).isEmpty();
    }

    @Test
    void bindingsNameOnlyTopicsOfTheContract() {
        // Given
        List<Path> configurations = files("*-service/src/main/resources/application.yaml");

        // When
        TreeSet<String> bound = new TreeSet<>();
        configurations.forEach(configuration ->
                TOPIC_IN_YAML.matcher(read(configuration)).results().forEach(result -> bound.add(result.group(1))));

        // Then
        assertThat(configurations).hasSize(5);
        assertThat(Topics.ALL).containsAll(bound);
    }

    @Test
    void architectureStatesEveryTopicAndHeader() {
        // Given
        String document = read(ARCHITECTURE);

        // Then
        assertThat(Topics.ALL).allSatisfy(topic -> assertThat(document).contains("`" + topic + "`"));
        assertThat(RecordHeaders.ALL).allSatisfy(header -> assertThat(document).contains("`" + header + "`"));
    }

    @Test
    void everyRedisKeyIsDocumented() {
        assertThat(inMainCode(REDIS_KEY_IN_CODE)).isNotEmpty();
        assertDocumented(inMainCode(REDIS_KEY_IN_CODE), "docs/redis.md");
    }

    @Test
    void everyMeterIsDocumented() {
        assertThat(inMainCode(METER_IN_CODE)).isNotEmpty();
        assertDocumented(inMainCode(METER_IN_CODE), "docs/meters.md");
    }

    @Test
    void everyRestPathIsDocumented() {
        assertThat(inMainCode(REST_PATH_IN_CODE)).isNotEmpty();
        assertDocumented(inMainCode(REST_PATH_IN_CODE), "docs/rest.md");
    }

    @Test
    void pathsNamedInDocumentsExist() {
        // Given
        List<String> missing = new ArrayList<>();

        // When
        for (Path document : documents()) {
            String text = read(document);
            LINK.matcher(text)
                    .results()
                    .map(result -> document.getParent().resolve(result.group(1)).normalize())
                    .filter(Files::notExists)
                    .forEach(path -> missing.add(ROOT.relativize(document) + " links to " + path));
            CODE_SPAN
                    .matcher(text)
                    .results()
                    .map(result -> result.group(1))
                    .filter(DocumentsTest::looksLikeARepositoryPath)
                    .filter(path -> Files.notExists(ROOT.resolve(path)))
                    .forEach(path -> missing.add(ROOT.relativize(document) + " names " + path));
        }

        // Then
        assertThat(missing).isEmpty();
    }

    @Test
    void testsThatShowASecurityClaimExist() {
        // Given
        List<Path> tests = files("*/src/test/java/**.java");
        List<String> named = TEST_IN_DOCUMENT
                .matcher(read(ROOT.resolve("SECURITY.md")))
                .results()
                .map(result -> result.group(1))
                .toList();

        // Then
        assertThat(named).isNotEmpty().allSatisfy(name -> {
            String[] parts = name.split("\\.");
            assertThat(tests.stream().filter(test -> test.endsWith(parts[0] + ".java")))
                    .as(name)
                    .singleElement()
                    .satisfies(test -> assertThat(
                                    parts.length == 1 || read(test).contains("void " + parts[1] + "("))
                            .as(name)
                            .isTrue());
        });
    }

    @Test
    void readmeStaysShort() {
        assertThat(read(ROOT.resolve("README.md")).lines().count()).isLessThan(150);
    }

    private static TreeSet<String> inMainCode(Pattern pattern) {
        TreeSet<String> found = new TreeSet<>();
        files("*/src/main/java/**.java")
                .forEach(source -> pattern.matcher(read(source)).results().forEach(match -> found.add(match.group(1))));
        return found;
    }

    private static void assertDocumented(TreeSet<String> names, String document) {
        String text = read(ROOT.resolve(document));
        assertThat(names.stream().filter(name -> !text.contains(name)))
                .as("not in " + document)
                .isEmpty();
    }

    private static boolean looksLikeARepositoryPath(String span) {
        return Pattern.matches("(docs|examples|end-to-end|contracts|k8s|\\.ci|[a-z]+-service)/[\\w./-]*[\\w]", span);
    }

    private static List<Path> documents() {
        return Stream.concat(files("*.md").stream(), files("docs/**.md").stream())
                .toList();
    }

    private static List<Path> files(String glob) {
        var matcher = ROOT.getFileSystem().getPathMatcher("glob:" + ROOT + "/" + glob);
        try (Stream<Path> all = Files.walk(ROOT)) {
            return all.filter(path -> !path.toString().contains("/target/"))
                    .filter(matcher::matches)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
