package io.conductorloop.carbonaware;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Has a method wait for clean power: whenever it is called, as by {@code @Scheduled}, it is run when the energy service plans it,
 * once, and ended by its deadline. The call itself returns at once; a call that comes while one waits is part of that one.
 *
 * <p>For methods of Spring beans that return nothing and that a proxy can take over: neither private nor final, and called from
 * another bean. While the energy service cannot be asked the method runs at once, or as was planned last.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface CarbonAware {
    /** By when it must have ended: a time after the call, as {@code 6h} or {@code PT6H}, or the next time of day, as {@code 06:00}. */
    String deadline();

    /** How long it runs at most, as {@code 30m} or {@code PT30M}. */
    String duration();

    /** The grid whose power is used; the energy service's own where it says nothing. */
    String zone() default "";
}
