package io.conductorloop.carbonaware.app;

import io.conductorloop.carbonaware.CarbonAware;
import java.io.Serial;
import org.springframework.aop.framework.autoproxy.AbstractBeanFactoryAwareAdvisingPostProcessor;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.annotation.AnnotationMatchingPointcut;
import org.springframework.beans.factory.DisposableBean;

/** Puts {@link WaitForCleanPower} before each method with {@link CarbonAware}, by a proxy of its bean, as Spring does for {@code @Async}. */
final class CarbonAwarePostProcessor extends AbstractBeanFactoryAwareAdvisingPostProcessor implements DisposableBean {
    @Serial
    private static final long serialVersionUID = 1;

    private final transient WaitForCleanPower interceptor;

    CarbonAwarePostProcessor(WaitForCleanPower interceptor) {
        this.interceptor = interceptor;
        advisor = new DefaultPointcutAdvisor(
                AnnotationMatchingPointcut.forMethodAnnotation(CarbonAware.class), interceptor);
        setBeforeExistingAdvisors(true);
        setProxyTargetClass(true);
    }

    @Override
    public void destroy() {
        interceptor.close();
    }
}
