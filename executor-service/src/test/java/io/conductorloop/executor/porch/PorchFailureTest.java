package io.conductorloop.executor.porch;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.contracts.Reason;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PorchFailureTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            CREATE  | 409 | another request is already in progress on package revision "x" | porch-busy
            WRITE   | 409 | another request is already in progress                         | porch-busy
            CREATE  | 409 | packagerevisions.porch.kpt.dev "x" already exists              | porch-outdated
            CREATE  | 500 | package revision workspaceNames must be unique; x exists       | porch-outdated
            CREATE  | 500 | package "p" already exists in repository "r"                   | porch-outdated
            CREATE  | 500 | `clone` cannot create a new revision for package "p"           | porch-outdated
            CREATE  | 500 | source revision must be published                              | porch-outdated
            CREATE  | 500 | cannot use the placeholder package revision as source          | porch-outdated
            WRITE   | 500 | the object has been modified; please apply your changes        | porch-outdated
            PUBLISH | 500 | Operation cannot be fulfilled: the object has been modified    | porch-outdated
            WRITE   | 500 | cannot update a package revision: package must be Draft        | porch-outdated
            CREATE  | 410 | repository r is managed by v1alpha2                            | porch-moved
            PROPOSE | 422 | spec.lifecycle: Invalid value                                  | porch-invalid
            PUBLISH | 422 | spec.lifecycle: Invalid value                                  | porch-invalid
            LIST    | 504 | request did not complete within the allowed timeout            | porch-timeout
            LIST    | 500 | context deadline exceeded                                      | porch-error
            PUBLISH | 500 | failed to push to git: remote hung up                          | porch-error
            PROPOSE | 500 | no associated repository                                       | porch-error
            CREATE  | 503 | apiserver is shutting down                                     | porch-error
            CREATE  | 302 | moved away                                                        | porch-error
            """)
    void leavesOpenWhatMayHaveBeenDone(PorchCall call, int status, String message, String rule) {
        assertThat(PorchFailure.<String>classify(call, status, message, Duration.ZERO))
                .isInstanceOfSatisfying(Answer.Unknown.class, unknown -> {
                    assertThat(unknown.reason().rule()).isEqualTo(rule);
                    assertThat(unknown.reason().message()).contains("HTTP " + status, message.substring(0, 8));
                });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            CREATE  | 422 | spec.packageName: Invalid value                                | porch-invalid
            CREATE  | 400 | the body of the request is no JSON                             | porch-invalid
            WRITE   | 422 | metadata.labels: kpt.dev/latest-revision                       | porch-invalid
            WRITE   | 500 | resourceVersion must be specified for an update                | porch-invalid
            WRITE   | 500 | error rendering package in kpt function pipeline. Package NOT pushed to remote | porch-render
            CREATE  | 404 | repositories.config.porch.kpt.dev "r" not found                | porch-repository
            WRITE   | 413 | Request entity too large: limit is 6291456                     | porch-size
            PUBLISH | 500 | push declined: protected branch                                | porch-repository
            CREATE  | 500 | remote: authorization failed                                   | porch-repository
            DELETE  | 403 | cannot delete a published package revision                     | porch-invalid
            """)
    void refusesWhatWillNeverBeDone(PorchCall call, int status, String message, String rule) {
        assertThat(PorchFailure.<String>classify(call, status, message, Duration.ZERO))
                .isInstanceOfSatisfying(
                        Answer.Refused.class,
                        refused -> assertThat(refused.reason().rule()).isEqualTo(rule));
    }

    @ParameterizedTest
    @CsvSource({
        "LIST, 404, porch-access",
        "REPOSITORIES, 404, porch-access",
        "LIST, 403, porch-access",
        "CREATE, 401, porch-access",
        "PUBLISH, 429, porch-busy"
    })
    void staysAwayWhereAskingAgainIsOfNoUse(PorchCall call, int status, String rule) {
        assertThat(PorchFailure.<String>classify(call, status, "no", Duration.ofSeconds(3)))
                .isInstanceOfSatisfying(
                        Answer.Away.class,
                        away -> assertThat(away.reason().rule()).isEqualTo(rule));
    }

    @ParameterizedTest
    @CsvSource({"READ, 404", "WRITE, 404", "PUBLISH, 404", "DELETE, 404"})
    void saysThatSomethingIsNotThere(PorchCall call, int status) {
        assertThat(PorchFailure.<String>classify(call, status, "packagerevisions \"x\" not found", Duration.ZERO))
                .isInstanceOf(Answer.Absent.class);
    }

    @Test
    void keepsHowLongTheServerWantsToBeLeftAlone() {
        assertThat(PorchFailure.<String>classify(PorchCall.LIST, 429, "", Duration.ofSeconds(3)))
                .isInstanceOfSatisfying(
                        Answer.Away.class, away -> assertThat(away.retryAfter()).isEqualTo(Duration.ofSeconds(3)));
    }

    @Test
    void tellsTroubleOfTheServerFromMattersOfThePackage() {
        assertThat(PorchFailure.isTrouble(PorchFailure.timeout(PorchCall.LIST, Duration.ofSeconds(65))))
                .isTrue();
        assertThat(PorchFailure.isTrouble(PorchFailure.unreachable(PorchCall.LIST, "refused")))
                .isTrue();
        assertThat(PorchFailure.isTrouble(PorchFailure.classify(PorchCall.LIST, 500, "git is on fire", Duration.ZERO)))
                .isTrue();
        assertThat(PorchFailure.isTrouble(
                        PorchFailure.classify(PorchCall.WRITE, 500, "the object has been modified", Duration.ZERO)))
                .isFalse();
        assertThat(PorchFailure.isTrouble(new Answer.Refused<>(Reason.of(PorchFailure.RENDER, "no"))))
                .isFalse();
    }

    @Test
    void quotesLongMessagesInPart() {
        assertThat(PorchFailure.<String>classify(PorchCall.LIST, 500, "a\nb".repeat(1000), Duration.ZERO))
                .isInstanceOfSatisfying(
                        Answer.Unknown.class,
                        unknown -> assertThat(unknown.reason().message())
                                .hasSizeLessThan(400)
                                .doesNotContain("\n"));
    }
}
