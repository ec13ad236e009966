package org.cobnut.mint.testing;

import java.util.Arrays;
import java.util.stream.Stream;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/// Hands out one mint per database. They live in JUnit's root store, which closes them after the last test.
final class RunningMints implements ArgumentsProvider {

    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(RunningMints.class);

    @Override
    public Stream<Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext context) {
        var store = context.getRoot().getStore(NAMESPACE);
        return Arrays.stream(Engine.values())
                .map(engine -> Arguments.of(store.computeIfAbsent(engine, Mint::start, Mint.class)));
    }
}
