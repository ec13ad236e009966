package org.cobnut.mint.http;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.RandomAccess;
import java.util.function.Consumer;

import org.cobnut.cashu.BlindedMessage;
import org.cobnut.cashu.Proof;
import org.cobnut.cashu.crypto.Point;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.ValueDeserializerModifier;
import tools.jackson.databind.deser.ValueInstantiator;
import tools.jackson.databind.deser.jdk.CollectionDeserializer;
import tools.jackson.databind.type.CollectionType;

/// Refuses an array of proofs, outputs or points at the first element beyond the limit: each costs a look at the curve,
/// and a body has room for thousands.
final class LimitedLists extends ValueDeserializerModifier {

    private static final long serialVersionUID = 1L;

    // Nothing is serialized.
    private final transient Limits limits;

    LimitedLists(Limits limits) {
        this.limits = limits;
    }

    @Override
    public ValueDeserializer<?> modifyCollectionDeserializer(
            DeserializationConfig config,
            CollectionType type,
            BeanDescription.Supplier description,
            ValueDeserializer<?> deserializer) {
        var limit = limit(type.getContentType().getRawClass());
        return limit == null
                ? deserializer
                : CollectionDeserializer.create(type, description, null, null, new Instantiator(type, limit));
    }

    private @Nullable Consumer<Collection<?>> limit(Class<?> content) {
        if (content == Proof.class || content == Point.class) {
            return limits::checkInputs;
        }
        return content == BlindedMessage.class ? limits::checkOutputs : null;
    }

    private static final class Instantiator extends ValueInstantiator.Base {

        private final Consumer<Collection<?>> limit;

        Instantiator(CollectionType type, Consumer<Collection<?>> limit) {
            super(type);
            this.limit = limit;
        }

        @Override
        public boolean canCreateUsingDefault() {
            return true;
        }

        @Override
        public Object createUsingDefault(DeserializationContext context) {
            return new Limited(limit);
        }
    }

    private static final class Limited extends AbstractList<Object> implements RandomAccess {

        private final List<Object> elements = new ArrayList<>();
        private final Consumer<Collection<?>> limit;

        Limited(Consumer<Collection<?>> limit) {
            this.limit = limit;
        }

        @Override
        public void add(int index, Object element) {
            elements.add(index, element);
            limit.accept(elements);
        }

        @Override
        public Object get(int index) {
            return elements.get(index);
        }

        @Override
        public int size() {
            return elements.size();
        }
    }
}
