package io.conductorloop.deployment;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Finds what an object says beyond the model of its kind: fabric8 keeps such fields aside instead of refusing them. */
final class UnknownFields {
    private UnknownFields() {}

    /** The path of each, such as {@code spec.template.spec.containers[0].imagePullPolcy}; none where all are known. */
    static List<String> in(Object object) {
        List<String> found = new ArrayList<>();
        search(object, "", found);
        return found;
    }

    private static void search(Object value, String path, List<String> found) {
        switch (value) {
            case Map<?, ?> map -> map.forEach((key, inner) -> search(inner, path + "." + key, found));
            case Collection<?> items -> {
                int i = 0;
                for (Object item : items) {
                    search(item, path + "[" + i++ + "]", found);
                }
            }
            case Object model
            when model.getClass().getName().startsWith("io.fabric8.") -> searchModel(model, path, found);
            default -> {}
        }
    }

    private static void searchModel(Object model, String path, List<String> found) {
        for (Method method : model.getClass().getMethods()) {
            if (!method.getName().startsWith("get") || method.getParameterCount() > 0 || method.isBridge()) {
                continue;
            }
            Object value = invoke(method, model);
            if (value == null || value instanceof Class) {
                continue;
            }
            if (method.getName().equals("getAdditionalProperties")) {
                ((Map<?, ?>) value).keySet().forEach(key -> found.add(path + "." + key));
            } else {
                search(
                        value,
                        path + "." + Character.toLowerCase(method.getName().charAt(3))
                                + method.getName().substring(4),
                        found);
            }
        }
    }

    private static Object invoke(Method method, Object model) {
        try {
            return method.invoke(model);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
