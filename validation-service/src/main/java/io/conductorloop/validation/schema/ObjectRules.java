package io.conductorloop.validation.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a schema says about objects. Known properties are found by a hash of their first and last eight bytes; before that,
 * the one that is expected next is compared in place.
 */
final class ObjectRules {
    /** One bit of a long per known property says whether it has been seen. */
    static final int MOST_PROPERTIES = Long.SIZE;

    static final ObjectRules NONE = new ObjectRules(List.of(), 0, SchemaNode.ANY, 0, Integer.MAX_VALUE, 0);

    /**
     * A property that the schema names.
     *
     * @param node null: not allowed, as with a required property that is not among {@code properties}
     */
    record Property(int index, Literal name, @Nullable SchemaNode node) {
        long bit() {
            return 1L << index;
        }
    }

    final int known;
    final long required;
    final int minProperties;
    final int maxProperties;

    /** For the properties that the schema does not name; null: not allowed. */
    final @Nullable SchemaNode additional;

    /** Where this object's predictions start among those of its schema. */
    final int predictionBase;

    private final Property[] properties;
    private final @Nullable Property[] table;

    ObjectRules(
            List<Property> properties,
            long required,
            @Nullable SchemaNode additional,
            int minProperties,
            int maxProperties,
            int predictionBase) {
        this.properties = properties.toArray(Property[]::new);
        this.known = this.properties.length;
        this.required = required;
        this.additional = additional;
        this.minProperties = minProperties;
        this.maxProperties = maxProperties;
        this.predictionBase = predictionBase;
        this.table = new Property[Integer.highestOneBit(Math.max(1, known)) * 8];
        for (Property property : properties) {
            byte[] name = property.name().utf8();
            int slot = hash(name, 0, name.length) & table.length - 1;
            while (table[slot] != null) {
                slot = slot + 1 & table.length - 1;
            }
            table[slot] = property;
        }
    }

    Property property(int index) {
        return properties[index];
    }

    /** The known property of this name, escapes resolved; null: not known. */
    @Nullable
    Property find(byte[] bytes, int start, int end) {
        int slot = hash(bytes, start, end) & table.length - 1;
        while (true) {
            Property property = table[slot];
            if (property == null || property.name().equalsText(bytes, start, end)) {
                return property;
            }
            slot = slot + 1 & table.length - 1;
        }
    }

    private static int hash(byte[] bytes, int start, int end) {
        int length = end - start;
        if (length == 0) {
            return 0;
        }
        long head = Words.at(bytes, start, Math.min(length, Long.BYTES));
        long tail = length > Long.BYTES ? Words.at(bytes, end - Long.BYTES) : 0;
        long mixed = (head + Long.rotateLeft(tail, 29) + length) * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 40);
    }
}
