package io.conductorloop.validation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/**
 * Takes the input with which the fuzzer broke a test from the folder the fuzzer works in, puts it among the test's committed
 * inputs, with which every build runs the test, and says so.
 */
public final class ReproducibleFindings implements TestExecutionExceptionHandler {
    private static final Path FUZZER_WORKS_IN = Path.of("").toAbsolutePath();

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        Optional<Path> finding = newest();
        if (finding.isEmpty()) {
            throw failure; // a committed input, which is part of the test's name
        }
        Path input = Files.copy(
                finding.get(),
                Files.createDirectories(inputs(context)).resolve(finding.get().getFileName()),
                StandardCopyOption.REPLACE_EXISTING);
        Files.delete(finding.get());
        Class<?> test = context.getRequiredTestClass();
        throw new AssertionError(
                "The fuzzer found an input that breaks this test: " + input
                        + ". To run the test with it, as every build "
                        + "does while it is there: ./mvnw test -pl validation-service -am -Dtest="
                        + test.getSimpleName()
                        + " -Dsurefire.failIfNoSpecifiedTests=false. Give it a speaking name and commit it with the fix.",
                failure);
    }

    private static Optional<Path> newest() throws IOException {
        try (Stream<Path> files = Files.list(FUZZER_WORKS_IN)) {
            return files.filter(
                            file -> file.getFileName().toString().matches("(crash|oom|slow-unit|timeout)-[0-9a-f]{40}"))
                    .max((one, other) -> Long.compare(
                            one.toFile().lastModified(), other.toFile().lastModified()));
        }
    }

    private static Path inputs(ExtensionContext context) {
        Class<?> test = context.getRequiredTestClass();
        return Path.of(System.getProperty("basedir", ""), "src", "test", "resources")
                .resolve(test.getPackageName().replace('.', '/'))
                .resolve(test.getSimpleName() + "Inputs")
                .resolve(context.getRequiredTestMethod().getName());
    }
}
