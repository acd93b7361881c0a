package io.conductorloop.carbonaware.app;

import io.conductorloop.carbonaware.CarbonAware;
import io.conductorloop.carbonaware.Deadline;
import io.conductorloop.carbonaware.PatientWork;
import io.conductorloop.carbonaware.PatientWork.Said;
import io.conductorloop.carbonaware.StartTimes;
import java.lang.reflect.Method;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ReflectionUtils;

/** Takes a call of a method with {@link CarbonAware}, and has it go on when it is time. */
final class WaitForCleanPower implements MethodInterceptor, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CarbonAware.class);

    private final ObjectProvider<StartTimes> starts;
    private final ObjectProvider<CarbonAwareProperties> properties;
    private final ObjectProvider<InstantSource> clock;
    /** By bean, as beans that are equal are different beans all the same. */
    private final Map<Object, Map<Method, PatientWork>> works = Collections.synchronizedMap(new IdentityHashMap<>());

    WaitForCleanPower(
            ObjectProvider<StartTimes> starts,
            ObjectProvider<CarbonAwareProperties> properties,
            ObjectProvider<InstantSource> clock) {
        this.starts = starts;
        this.properties = properties;
        this.clock = clock;
    }

    @Override
    public @Nullable Object invoke(MethodInvocation invocation) {
        Object bean = invocation.getThis();
        Method method = invocation.getMethod();
        if (bean == null) {
            throw new IllegalStateException(method + " is of no bean");
        }
        // The invocation of this call ends with it; the one that goes on later is its copy.
        MethodInvocation later = ((ProxyMethodInvocation) invocation).invocableClone();
        works.computeIfAbsent(bean, _ -> new ConcurrentHashMap<>())
                .computeIfAbsent(method, this::work)
                .run(() -> proceed(later));
        return null;
    }

    private static void proceed(MethodInvocation invocation) {
        try {
            invocation.proceed();
        } catch (Throwable e) {
            ReflectionUtils.rethrowRuntimeException(e);
        }
    }

    private PatientWork work(Method method) {
        String name = method.getDeclaringClass().getSimpleName() + "." + method.getName();
        CarbonAware wanted = AnnotatedElementUtils.findMergedAnnotation(method, CarbonAware.class);
        if (wanted == null || method.getReturnType() != void.class) {
            throw new IllegalStateException(name + " returns something and cannot wait");
        }
        CarbonAwareProperties settings = properties.getObject();
        return new PatientWork(
                new PatientWork.Terms(
                        name,
                        deadline(wanted.deadline()),
                        DurationStyle.detectAndParse(wanted.duration()),
                        wanted.zone(),
                        settings.askAgain(),
                        settings.patience()),
                starts.getObject(),
                clock.getIfUnique(InstantSource::system),
                WaitForCleanPower::tell);
    }

    private static Deadline deadline(String wanted) {
        return wanted.matches("\\d\\d:\\d\\d(:\\d\\d)?")
                ? new Deadline.At(LocalTime.parse(wanted), ZoneId.systemDefault())
                : new Deadline.After(DurationStyle.detectAndParse(wanted));
    }

    private static void tell(Said said) {
        switch (said) {
            case Said.Waits(String name, var start) -> LOG.info("{} waits for clean power until {}", name, start);
            case Said.Runs(String name) -> LOG.debug("{} runs", name);
            case Said.NotKnown(String name) ->
                LOG.warn("The energy service does not say when {} should run: it runs as was planned, or now", name);
            case Said.IsOnItsWay(String name) -> LOG.debug("{} is on its way already", name);
            case Said.GivenUp(String name) -> LOG.warn("{} was still waiting when the application ended", name);
            case Said.Failed(String name, Throwable failure) -> LOG.error("{} failed", name, failure);
        }
    }

    @Override
    public void close() {
        works.forEach((_, ofBean) -> ofBean.values().forEach(PatientWork::close));
    }
}
