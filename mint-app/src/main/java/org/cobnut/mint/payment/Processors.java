package org.cobnut.mint.payment;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import org.cobnut.cashu.CashuException;
import org.cobnut.cashu.ErrorCode;
import org.cobnut.mint.start.StartRefusedException;
import org.cobnut.payment.NodeId;
import org.cobnut.payment.PaymentMethod;
import org.cobnut.payment.PaymentProcessor;
import org.cobnut.payment.PaymentProcessorFactory;
import org.cobnut.payment.ProcessorInstance;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

import static java.util.stream.Collectors.joining;

/// The processors that are configured: several at once, one for each unit and method.
@Component
@EnableConfigurationProperties({ProcessorSettings.class, ProcessorCallSettings.class, DisabledOperations.class})
public class Processors {

    private final ProcessorCallSettings calls;
    private final DisabledOperations disabled;
    private final List<Running> running = new ArrayList<>();
    private final List<Route> routes = new ArrayList<>();

    /// One processor, whatever it is used for.
    ///
    /// @param isReal whether it moves real money
    record Running(String name, PaymentProcessor processor, boolean isReal) {}

    Processors(
            ProcessorSettings settings,
            ProcessorCallSettings calls,
            DisabledOperations disabled,
            List<PaymentProcessorFactory> factories) {
        this.calls = calls;
        this.disabled = disabled;
        if (settings.processors().isEmpty()) {
            throw none(factories);
        }
        new TreeMap<>(settings.processors()).forEach((name, instance) -> create(name, instance, settings, factories));
        requireOneRouteEach();
    }

    private void create(
            String name,
            ProcessorSettings.Instance instance,
            ProcessorSettings settings,
            List<PaymentProcessorFactory> factories) {
        var factory = factories.stream()
                .filter(candidate -> candidate.kind().equals(instance.kind()))
                .findFirst()
                .orElseThrow(() -> unknown(name, instance.kind(), factories));
        var minting = Objects.requireNonNullElse(instance.mint(), settings.mint());
        var melting = Objects.requireNonNullElse(instance.melt(), settings.melt());
        for (var unit : instance.unit() == null ? factory.defaultUnits() : Set.of(instance.unit())) {
            running.add(new Running(
                    name, factory.create(new ProcessorInstance(name, unit, instance.options())), factory.isReal()));
            addRoutes(running.getLast(), minting, melting);
        }
    }

    private static StartRefusedException none(List<PaymentProcessorFactory> factories) {
        return new StartRefusedException(
                "No payment processor is set, and a mint without one cannot be paid.",
                "Set cobnut.processors.<name>.kind to one of: " + kinds(factories)
                        + ". The fake one is for trying things out: its money is worth nothing.");
    }

    private static StartRefusedException unknown(String name, String kind, List<PaymentProcessorFactory> factories) {
        return new StartRefusedException(
                "There is no payment processor of the kind " + kind + ".",
                "Set cobnut.processors." + name + ".kind to one of: " + kinds(factories) + ".");
    }

    private static String kinds(List<PaymentProcessorFactory> factories) {
        return factories.stream().map(PaymentProcessorFactory::kind).collect(joining(", "));
    }

    private void addRoutes(Running added, AmountLimits minting, AmountLimits melting) {
        var processor = added.processor();
        var timeout = new ProcessorTimeout(calls.answerWithin());
        processor
                .settings()
                .methods()
                .forEach(method -> routes.add(new Route(added.name(), processor, method, minting, melting, timeout)));
    }

    private void requireOneRouteEach() {
        var seen = new HashSet<Map.Entry<String, PaymentMethod>>();
        for (var route : routes) {
            if (!seen.add(Map.entry(route.unit(), route.method()))) {
                throw new StartRefusedException(
                        "There are two processors for " + route.method() + " in " + route.unit() + ".",
                        "Leave one of them in cobnut.processors, or give each a unit of its own by .unit.");
            }
        }
    }

    /// Where a new mint quote gets its request from.
    ///
    /// @throws CashuException with MINTING_DISABLED, UNSUPPORTED (method) or UNIT_UNSUPPORTED
    public Route forMinting(String unit, PaymentMethod method) {
        if (disabled.mintingDisabled()) {
            throw new CashuException(ErrorCode.MINTING_DISABLED);
        }
        return route(unit, method);
    }

    /// Where a new melt quote is going to be paid.
    ///
    /// @throws CashuException with MELTING_DISABLED, UNSUPPORTED (method) or UNIT_UNSUPPORTED
    public Route forMelting(String unit, PaymentMethod method) {
        requireMelting();
        return route(unit, method);
    }

    /// For what is paid without a processor.
    ///
    /// @throws CashuException with MELTING_DISABLED
    public void requireMelting() {
        if (disabled.meltingDisabled()) {
            throw new CashuException(ErrorCode.MELTING_DISABLED);
        }
    }

    private Route route(String unit, PaymentMethod method) {
        requireKnown(method);
        return routes.stream()
                .filter(route -> route.unit().equals(unit) && route.method().equals(method))
                .findFirst()
                .orElseThrow(() -> new CashuException(ErrorCode.UNIT_UNSUPPORTED));
    }

    /// The method that a path names.
    ///
    /// @throws CashuException with UNSUPPORTED when no processor has it, whatever the unit
    public PaymentMethod method(String name) {
        try {
            var method = new PaymentMethod(name);
            requireKnown(method);
            return method;
        } catch (IllegalArgumentException _) {
            throw new CashuException(ErrorCode.UNSUPPORTED, "no such payment method here");
        }
    }

    private void requireKnown(PaymentMethod method) {
        if (routes.stream().noneMatch(route -> route.method().equals(method))) {
            throw new CashuException(ErrorCode.UNSUPPORTED, "no such payment method here: " + method);
        }
    }

    /// The route to the node that was given a request or an attempt, under whatever name it is configured now.
    public Optional<Route> of(NodeId node, String unit, PaymentMethod method) {
        return routes.stream()
                .filter(route -> route.unit().equals(unit) && route.method().equals(method))
                .filter(route -> route.speaksFor(node))
                .findFirst();
    }

    /// All routes, in the order of their processors' names.
    public List<Route> routes() {
        return List.copyOf(routes);
    }

    boolean isMintingDisabled() {
        return disabled.mintingDisabled();
    }

    boolean isMeltingDisabled() {
        return disabled.meltingDisabled();
    }

    List<Running> running() {
        return List.copyOf(running);
    }
}
