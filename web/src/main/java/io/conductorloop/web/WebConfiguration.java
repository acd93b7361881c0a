package io.conductorloop.web;

import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.Target;
import java.time.Instant;
import java.util.UUID;
import org.apache.catalina.core.StandardHost;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.TomcatContextCustomizer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.PropertySource;
import org.springframework.core.Ordered;
import org.springframework.format.FormatterRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * The REST surface that all services share; a service imports it. Path variables and parameters may be of the types {@link
 * IntentId}, {@link Target} ({@code namespace/name}) and {@link Instant} (as {@link Times} has it).
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ApiProperties.class)
@Import(AccessConfiguration.class)
@PropertySource("classpath:/io/conductorloop/web/web.properties")
public class WebConfiguration implements WebMvcConfigurer {
    @Override
    public void addFormatters(FormatterRegistry registry) {
        registry.addConverter(String.class, IntentId.class, IntentId::parse);
        registry.addConverter(String.class, Target.class, Target::ofKey);
        registry.addConverter(String.class, Instant.class, Times::parse);
    }

    @Bean
    ProblemAdvice problemAdvice(ObjectProvider<ExceptionTranslator> translators) {
        return new ProblemAdvice(translators.orderedStream().toList());
    }

    @Bean
    ProblemErrorController problemErrorController() {
        return new ProblemErrorController();
    }

    @Bean
    FilterRegistrationBean<AnswerHeadersFilter> answerHeadersFilter() {
        var registration = new FilterRegistrationBean<>(new AnswerHeadersFilter(UUID::randomUUID));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }

    /** After Spring Boot's own customiser, which sets Tomcat's valve. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> problemReports() {
        TomcatContextCustomizer reports = context -> {
            if (context.getParent() instanceof StandardHost host) {
                host.setErrorReportValveClass(ProblemReportValve.class.getName());
            }
        };
        return factory -> factory.addContextCustomizers(reports);
    }
}
