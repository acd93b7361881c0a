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

    /** A property that the schema names; recognised in place when its colon follows at once. */
    static final class Property extends Literal {
        /** Among the properties of its object. */
        final int index;

        /** The bit that stands for it. */
        final long bit;

        /** Null: not allowed, as with a required property that is not among {@code properties}. */
        final @Nullable SchemaNode node;

        Property(int index, String name, @Nullable SchemaNode node) {
            super(name, ":");
            this.index = index;
            this.bit = 1L << index;
            this.node = node;
        }
    }

    final int known;
    final long required;
    final int minProperties;
    final int maxProperties;

    /** For the properties that the schema does not name; null: not allowed. */
    final @Nullable SchemaNode additional;

    /** Where what to expect in this object starts among the expectations of its schema. */
    final int expectations;

    private final Property[] properties;
    private final @Nullable Property[] table;

    ObjectRules(
            List<Property> properties,
            long required,
            @Nullable SchemaNode additional,
            int minProperties,
            int maxProperties,
            int expectations) {
        this.properties = properties.toArray(Property[]::new);
        this.known = this.properties.length;
        this.required = required;
        this.additional = additional;
        this.minProperties = minProperties;
        this.maxProperties = maxProperties;
        this.expectations = expectations;
        this.table = new Property[Integer.highestOneBit(Math.max(1, known)) * 8];
        for (Property property : properties) {
            byte[] name = property.utf8();
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
            if (property == null || property.equalsText(bytes, start, end)) {
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
