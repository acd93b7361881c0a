package io.conductorloop.web;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;

/**
 * Applies {@link BindRule} before anything else starts. Registered in {@code META-INF/spring.factories}, not in {@link
 * WebConfiguration}: a service cannot forget it, and no half-started context has to be torn down.
 */
final class BindRuleListener implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {
    private static final String ISSUER = "spring.security.oauth2.resourceserver.jwt.";

    @Override
    public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
        if (event.getSpringApplication().getWebApplicationType() != WebApplicationType.NONE) {
            BindRule.violation(bindingOf(event.getEnvironment())).ifPresent(violation -> {
                throw new UnsafeBindingException(violation);
            });
        }
    }

    private static BindRule.Binding bindingOf(Environment environment) {
        return new BindRule.Binding(
                environment.getProperty("server.address"),
                managementPortApart(
                        environment.getProperty("server.port", Integer.class),
                        environment.getProperty("management.server.port", Integer.class)),
                environment.getProperty("management.server.address"),
                Binder.get(environment).bindOrCreate("conductor.api", ApiProperties.class),
                emptyAsNull(environment.getProperty(ISSUER + "issuer-uri")),
                Binder.get(environment)
                        .bind(ISSUER + "audiences", Bindable.listOf(String.class))
                        .map(audiences -> !audiences.isEmpty())
                        .orElse(false));
    }

    /** As Spring Boot decides it: a negative management port switches management off, equal ports share one server. */
    private static boolean managementPortApart(@Nullable Integer port, @Nullable Integer managementPort) {
        if (managementPort == null || managementPort < 0) {
            return false;
        }
        return managementPort == 0 || managementPort != (port == null ? 8080 : port);
    }

    private static @Nullable String emptyAsNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }

    /** Last: configuration files are read by an earlier listener of the same event. */
    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }
}
