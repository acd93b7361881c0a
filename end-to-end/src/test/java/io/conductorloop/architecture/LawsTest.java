package io.conductorloop.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The laws of ARCHITECTURE.md. */
class LawsTest {
    private static final String ROOT = "io.conductorloop";

    /** Packages that hide one technology; every other package says something of the business. */
    private static final Set<String> TECHNOLOGIES =
            Set.of("app", "stream", "redis", "kafka", "kubernetes", "git", "files", "json", "dl4j", "metrics", "web");

    /** Modules that are about the machine alone, and the tests' own kit. */
    private static final Set<String> MACHINE_ROOMS =
            Set.of("embedded", "launcher", "testkit", "porchfake", "benchmarks", "evaluation");

    /** Libraries that hold data structures and formats of identity, not a technology. */
    private static final String[] PLAIN_LIBRARIES = {
        "java..", "javax.crypto..", "org.jspecify..", "org.jctools..", "org.HdrHistogram..", "com.github.f4b6a3.uuid.."
    };

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    private static final DescribedPredicate<JavaClass> BUSINESS = describe(
            "are business", type -> !isMachineRoom(type) && technology(type).isEmpty());

    @Test
    void contractsKnowNothingButTheJdk() {
        classes()
                .that()
                .resideInAPackage("io.conductorloop.contracts..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("io.conductorloop.contracts..", "java..", "org.jspecify..")
                .check(CLASSES);
    }

    @Test
    void servicesNeverImportEachOther() {
        for (String service : List.of("ingest", "validation", "executor", "ml", "energy")) {
            String[] others = List.of("ingest", "validation", "executor", "ml", "energy").stream()
                    .filter(other -> !other.equals(service))
                    .map(other -> ROOT + "." + other + "..")
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage(ROOT + "." + service + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(others)
                    .check(CLASSES);
        }
    }

    @Test
    void businessKnowsNoTechnology() {
        classes()
                .that(BUSINESS)
                .should()
                .onlyDependOnClassesThat(describe(
                        "are business or plain libraries",
                        type -> type.getPackageName().startsWith(ROOT)
                                ? BUSINESS.test(type)
                                : type.isPrimitive()
                                        || type.isArray()
                                        || JavaClass.Predicates.resideInAnyPackage(PLAIN_LIBRARIES)
                                                .test(type)))
                .check(CLASSES);
    }

    @Test
    void technologiesNeverImportEachOther() {
        classes()
                .that(describe(
                        "hide a technology",
                        type -> technology(type)
                                .filter(name -> !name.equals("app"))
                                .isPresent()))
                .should(onlyKnowTheirOwnTechnology())
                .check(CLASSES);
    }

    @Test
    void packagesFormNoCycle() {
        slices().matching("io.conductorloop.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void everyPackageIsNullMarked() {
        // Given
        List<String> unmarked = new ArrayList<>();

        // When
        CLASSES.getPackage(ROOT).getSubpackagesInTree().stream()
                .filter(javaPackage -> !javaPackage.getClasses().isEmpty())
                .filter(javaPackage -> !isNullMarked(javaPackage))
                .forEach(javaPackage -> unmarked.add(javaPackage.getName()));

        // Then
        assertThat(unmarked).isEmpty();
    }

    private static ArchCondition<JavaClass> onlyKnowTheirOwnTechnology() {
        return new ArchCondition<>("know no other technology package") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                    JavaClass other = dependency.getTargetClass();
                    Optional<String> others = technology(other);
                    if (others.isPresent() && !others.equals(technology(type))) {
                        events.add(SimpleConditionEvent.violated(type, dependency.getDescription()));
                    }
                }
            }
        };
    }

    private static boolean isNullMarked(JavaPackage javaPackage) {
        return javaPackage.isAnnotatedWith(NullMarked.class);
    }

    private static boolean isMachineRoom(JavaClass type) {
        String[] parts = type.getPackageName().split("\\.");
        return parts.length > 2 && MACHINE_ROOMS.contains(parts[2]);
    }

    /** The technology of a class in our packages, by the last of its package's segments that names one. */
    private static Optional<String> technology(JavaClass type) {
        if (!type.getPackageName().startsWith(ROOT + ".") || isMachineRoom(type)) {
            return Optional.empty();
        }
        String found = null;
        for (String part : type.getPackageName().substring(ROOT.length() + 1).split("\\.")) {
            if (TECHNOLOGIES.contains(part)) {
                found = part;
            }
        }
        return Optional.ofNullable(found);
    }
}
