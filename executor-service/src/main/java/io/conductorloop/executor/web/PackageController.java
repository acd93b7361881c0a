package io.conductorloop.executor.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.conductorloop.contracts.Reason;
import io.conductorloop.contracts.Target;
import io.conductorloop.executor.PackageCatalog;
import io.conductorloop.executor.PackageCatalog.History;
import io.conductorloop.executor.PackageCatalog.Repository;
import io.conductorloop.executor.PackageCatalog.Revision;
import io.conductorloop.executor.PackageNaming;
import io.conductorloop.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows what the package store holds, where it is one that can be read. */
@RestController
@Tag(name = "Packages")
public class PackageController {
    private final PackageCatalog catalog;
    private final PackageNaming naming;

    public PackageController(PackageCatalog catalog, PackageNaming naming) {
        this.catalog = catalog;
        this.naming = naming;
    }

    /** The repositories there are. */
    record RepositoriesView(List<Repository> repositories) {}

    /**
     * A target's package.
     *
     * @param current what it says now
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record PackageView(
            String target,
            String packageName,
            String repository,
            @Nullable Revision current,
            List<Revision> history) {}

    @GetMapping(path = "/api/v1/repositories", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "The repositories",
            description = "Which there are, which of them packages go to, and why one takes none.")
    @ApiResponse(responseCode = "200", description = "By name")
    @ApiResponse(responseCode = "503", description = "The store does not answer", content = @Content)
    RepositoriesView repositories() {
        return new RepositoriesView(catalog.repositories());
    }

    @GetMapping(path = "/api/v1/packages/{namespace}/{target}", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "A target's package",
            description =
                    "Its current revision with the intents that took effect in it, and its history, newest first.")
    @ApiResponse(responseCode = "200", description = "The package")
    @ApiResponse(responseCode = "404", description = "There is none", content = @Content)
    @ApiResponse(responseCode = "503", description = "The store does not answer", content = @Content)
    PackageView packageOf(
            @PathVariable String namespace,
            @PathVariable String target,
            @Parameter(description = "The package that the intents named, if they did")
                    @RequestParam(name = "package", required = false)
                    @Nullable
                    String packageName,
            @Parameter(description = "The repository that the intents named, if they did")
                    @RequestParam(required = false)
                    @Nullable
                    String repository) {
        Target wanted = new Target(namespace, target);
        String name = packageName == null ? naming.packageOf(wanted) : packageName;
        if (!PackageNaming.isLabel(name) || (repository != null && !PackageNaming.isLabel(repository))) {
            throw ProblemException.badRequest(
                    Reason.of("parameter", "Packages and repositories are named by RFC 1123 labels"));
        }
        History history = catalog.history(name, repository)
                .orElseThrow(() -> ProblemException.notFound("There is no package " + name + " of " + wanted));
        return new PackageView(wanted.key(), name, history.repository(), history.current(), history.revisions());
    }
}
