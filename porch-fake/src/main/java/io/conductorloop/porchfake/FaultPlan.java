package io.conductorloop.porchfake;

/** Decides what goes wrong; called for one request at a time. */
@FunctionalInterface
public interface FaultPlan {
    /** Nothing ever does. */
    FaultPlan NONE = _ -> new Fault.None();

    /**
     * What goes wrong with a request.
     *
     * @param request {@code METHOD resource} or {@code METHOD subresource}, such as {@code PUT approval}
     */
    Fault next(String request);
}
