package org.cobnut.mint;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.cobnut.mint.start.StartRefusedException;
import org.springframework.beans.factory.BeanFactoryInitializer;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.BoundConfigurationProperties;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.context.properties.source.UnboundElementsSourceFilter;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/// Reads all settings of the mint before anything else is made, and refuses to start with one that no feature has
/// read: misspelt, it would leave the default in place without a word. Environment variables and system properties
/// are not checked: they may be meant for other programs.
@Component
class UnknownSettings implements BeanFactoryInitializer<ConfigurableListableBeanFactory> {

    private static final ConfigurationPropertyName OURS = ConfigurationPropertyName.of("cobnut");

    private final UnboundElementsSourceFilter isForUsAlone = new UnboundElementsSourceFilter();

    @Override
    public void initialize(ConfigurableListableBeanFactory beans) {
        for (var name : beans.getBeanNamesForAnnotation(ConfigurationProperties.class)) {
            if (prefix(beans, name).startsWith(OURS.toString())) {
                beans.getBean(name);
            }
        }
        var read = beans.getBean(BoundConfigurationProperties.class).getAll().keySet();
        var unknown = given(beans.getBean(Environment.class))
                .filter(name -> !read.contains(name))
                .map(ConfigurationPropertyName::toString)
                .distinct()
                .collect(Collectors.joining(", "));
        if (!unknown.isEmpty()) {
            throw new StartRefusedException(
                    "The mint has no such setting: " + unknown + ".",
                    "Correct its name or take it away; docs/configuration.md lists all settings.");
        }
    }

    private Stream<ConfigurationPropertyName> given(Environment environment) {
        return StreamSupport.stream(
                        ConfigurationPropertySources.get(environment).spliterator(), false)
                .filter(isForUsAlone::apply)
                .filter(IterableConfigurationPropertySource.class::isInstance)
                .flatMap(source -> ((IterableConfigurationPropertySource) source).stream())
                .filter(OURS::isAncestorOf);
    }

    private static String prefix(ConfigurableListableBeanFactory beans, String name) {
        var settings = beans.findAnnotationOnBean(name, ConfigurationProperties.class);
        return settings == null ? "" : settings.prefix();
    }
}
