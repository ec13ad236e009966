package org.cobnut.cashu.json;

import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.introspect.NopAnnotationIntrospector;

/// Takes JSpecify at its word: a record component of a null-marked package that is not [Nullable] must be there and
/// must not be null, and the same holds for what a collection or map in it holds. Otherwise a missing field would
/// become a null that the compiler has promised nobody will meet.
final class NullMarkedIntrospector extends NopAnnotationIntrospector {

    private static final long serialVersionUID = 1L;

    @Override
    public @Nullable Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
        return componentType(member).filter(type -> !isNullable(type)).isPresent() ? Boolean.TRUE : null;
    }

    @Override
    public JsonSetter.Value findSetterInfo(MapperConfig<?> config, Annotated annotated) {
        var type = componentType(annotated);
        return type.isEmpty()
                ? JsonSetter.Value.empty()
                : JsonSetter.Value.construct(nulls(type.get()), inside(type.get()));
    }

    private static Nulls nulls(AnnotatedType type) {
        return isNullable(type) ? Nulls.DEFAULT : Nulls.FAIL;
    }

    /// What becomes of nulls in a collection, or among the values of a map.
    private static Nulls inside(AnnotatedType type) {
        return type instanceof AnnotatedParameterizedType generic
                ? nulls(List.of(generic.getAnnotatedActualTypeArguments()).getLast())
                : Nulls.DEFAULT;
    }

    private static boolean isNullable(AnnotatedType type) {
        return type.isAnnotationPresent(Nullable.class);
    }

    /// The type of a record's component, as its author wrote it, if that record's package is null-marked.
    private static Optional<AnnotatedType> componentType(Annotated annotated) {
        if (!(annotated instanceof AnnotatedParameter parameter)) {
            return Optional.empty();
        }
        var record = parameter.getDeclaringClass();
        return record.isRecord() && record.getPackage().isAnnotationPresent(NullMarked.class)
                ? Optional.of(record.getRecordComponents()[parameter.getIndex()].getAnnotatedType())
                : Optional.empty();
    }
}
