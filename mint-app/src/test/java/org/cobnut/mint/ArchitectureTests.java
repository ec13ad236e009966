package org.cobnut.mint;

import java.time.Clock;
import java.time.Instant;
import java.util.Set;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.core.env.Environment;
import org.springframework.data.repository.Repository;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.validation.annotation.Validated;
import org.springframework.web.bind.annotation.RestControllerAdvice;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.CanBeAnnotated.Predicates.annotatedWith;
import static com.tngtech.archunit.core.domain.properties.CanBeAnnotated.Predicates.metaAnnotatedWith;
import static com.tngtech.archunit.lang.conditions.ArchConditions.containNumberOfElements;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.constructors;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/// The rules of style that a compiler does not know.
@AnalyzeClasses(
        packages = "org.cobnut",
        importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTests.WrittenByHand.class})
class ArchitectureTests {

    /// Messages and stubs of gRPC are written by a generator.
    static final class WrittenByHand implements ImportOption {

        @Override
        public boolean includes(Location location) {
            return !location.contains("/org/cobnut/wire/");
        }
    }

    private static final String FORBIDDEN_NAMES =
            "(.*[.$])?(.*(Impl|Utils?|Helper|Manager|D[Tt][Oo]|Entity)|(Base|Abstract)[A-Z].*)";

    private static final DescribedPredicate<JavaClass> FLOATING = new DescribedPredicate<>("float or double") {
        @Override
        public boolean test(JavaClass type) {
            var element = type.getBaseComponentType();
            return element.isEquivalentTo(float.class)
                    || element.isEquivalentTo(double.class)
                    || element.isEquivalentTo(Float.class)
                    || element.isEquivalentTo(Double.class);
        }
    };

    @ArchTest
    static final ArchRule namesSayWhatATypeIs = noClasses()
            .should()
            .haveNameMatching(FORBIDDEN_NAMES)
            .because("such a name says that nobody knew what the type is for");

    @ArchTest
    static final ArchRule packagesAreFeatures = noClasses()
            .should()
            .resideInAnyPackage(
                    "..controller..", "..service..", "..dto..", "..util..", "..config..", "..impl..", "..common..")
            .because("packages are cut by feature, never by layer");

    @ArchTest
    static final ArchRule controllersStayInTheirFeature = classes()
            .that(metaAnnotatedWith(Controller.class))
            .should()
            .notBePublic()
            .because("features talk by their public types, not by their wire");

    @ArchTest
    static final ArchRule repositoriesStayInTheirFeature = classes()
            .that(assignableTo(Repository.class))
            .should()
            .notBePublic()
            .allowEmptyShould(true)
            .because("no feature touches another one's table");

    @ArchTest
    static final ArchRule moneyIsNotFloating =
            noFields().should().haveRawType(FLOATING).because("amounts are exact");

    @ArchTest
    static final ArchRule arithmeticIsNotFloating = noMethods()
            .should()
            .haveRawReturnType(FLOATING)
            .orShould(takeFloating())
            .because("amounts are exact");

    @ArchTest
    static final ArchRule timeIsTheDatabases = noClasses()
            .that()
            .resideInAPackage("org.cobnut.mint..")
            .and()
            .doNotHaveSimpleName("DatabaseClock")
            .and()
            .haveSimpleNameNotEndingWith("Command")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(Clock.class, "systemDefaultZone")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .because("replicas have to agree about it, whatever the clocks of their machines say");

    @ArchTest
    static final ArchRule nothingIsInjectedIntoFields = noFields()
            .should()
            .beAnnotatedWith(Autowired.class)
            .orShould()
            .beAnnotatedWith(Value.class)
            .because("what a type needs stands in its constructor");

    @ArchTest
    static final ArchRule settingsAreRecords = classes()
            .that(annotatedWith(ConfigurationProperties.class))
            .and()
            .resideInAPackage("org.cobnut.mint..")
            .should()
            .beRecords()
            .andShould()
            .beAnnotatedWith(Validated.class)
            .because("a setting that exists is valid and never changes");

    @ArchTest
    static final ArchRule settingsComeTyped = noClasses()
            .that()
            .resideOutsideOfPackage("..store..")
            .and()
            .doNotBelongToAnyOf(UnknownSettings.class) // which looks for those that nobody reads
            .should()
            .dependOnClassesThat(assignableTo(Environment.class))
            .because("a setting has a type, a default and a test");

    @ArchTest
    static final ArchRule transactionsAreVisible = noMethods()
            .should()
            .beAnnotatedWith(Transactional.class)
            .because("where a transaction begins and ends decides about money");

    @ArchTest
    static final ArchRule classesAreNotTransactional = noClasses()
            .should()
            .beAnnotatedWith(Transactional.class)
            .because("where a transaction begins and ends decides about money");

    @ArchTest
    static final ArchRule refusalsLeaveThroughOneDoor = classes()
            .that(annotatedWith(RestControllerAdvice.class))
            .should(containNumberOfElements(DescribedPredicate.equalTo(1)))
            .because("every refusal has one shape");

    @ArchTest
    static final ArchRule nothingIsAbstract = noClasses()
            .that()
            .areNotInterfaces()
            .and()
            .areNotEnums()
            .should()
            .haveModifier(JavaModifier.ABSTRACT)
            .because("types are composed, not inherited");

    @ArchTest
    static final ArchRule nobodyPrintsOrSleeps = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(Subcommands.class.getName())
            .should()
            .callMethod(Thread.class, "sleep", long.class)
            .orShould()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .because("logs have a place, waiting has a condition, and only commands talk to a terminal");

    @ArchTest
    static final ArchRule theProtocolKnowsNoSpring = noClasses()
            .that()
            .resideInAPackage("org.cobnut.cashu..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework..", "java.sql..", "java.net.http..", "org.cobnut.mint..")
            .because("arrows point to the protocol");

    @ArchTest
    static final ArchRule theProtocolHasNoCycles =
            slices().matching("org.cobnut.cashu.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule onlyKeysetsCallTheSignatory = noClasses()
            .that()
            .resideInAPackage("org.cobnut.mint..")
            .and()
            .resideOutsideOfPackage("org.cobnut.mint.keyset..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.cobnut.signatory..")
            .because("keys stay behind one port and one caller");

    @ArchTest
    static final ArchRule privateKeysStayInTheSignatory = noClasses()
            .that()
            .resideOutsideOfPackages("org.cobnut.signatory", "org.cobnut.cashu..", "org.cobnut.wallet..")
            .should()
            .dependOnClassesThat(namedAsPrivateKeys())
            .because("what nobody can name, nobody can leak");

    @ArchTest
    static final ArchRule privateKeysetsAreNotPublic = classes()
            .that()
            .haveSimpleName("PrivateKeyset")
            .should()
            .bePackagePrivate()
            .because("what nobody can name, nobody can leak");

    @ArchTest
    static final ArchRule handlersOfExceptionsLiveInTheAdvice = methods()
            .that(annotatedWith(org.springframework.web.bind.annotation.ExceptionHandler.class))
            .should()
            .beDeclaredInClassesThat(annotatedWith(RestControllerAdvice.class))
            .because("every refusal has one shape");

    /// These had more than six before the rule came; nothing may join them.
    private static final Set<String> CONSTRUCTORS_OF_MORE_THAN_SIX = Set.of(
            "ExternalPayment",
            "GroupCommit",
            "InternalPayment",
            "Issue",
            "MeltDecisions",
            "MeltQuoting",
            "MeltSettlement",
            "MeltStatusCheck",
            "MintInfo",
            "MintQuoting",
            "Swap");

    @ArchTest
    static final ArchRule constructorsTakeFewParameters = constructors()
            .that()
            .areDeclaredInClassesThat()
            .resideInAPackage("org.cobnut..")
            .and()
            .areDeclaredInClassesThat()
            .areNotRecords()
            .and()
            .areDeclaredInClassesThat()
            .areNotEnums()
            .should(takeFewParameters())
            .because("a type that needs more than six others has more than one task");

    @ArchTest
    static final ArchRule onlyTheLedgerWritesTheBook = noClasses()
            .that()
            .resideOutsideOfPackage("org.cobnut.mint.ledger..")
            .should()
            .dependOnClassesThat()
            .haveNameMatching(
                    ".*[.](BookWriter|ProofRow|SignatureRow|CompletedOperation|KeysetSums|OverRedemptionGuard)")
            .because("the book is written through Ledger and Reservations, which keep its sums exact");

    private static ArchCondition<JavaConstructor> takeFewParameters() {
        return new ArchCondition<>("take at most six parameters, or eight if they always have") {
            @Override
            public void check(JavaConstructor constructor, ConditionEvents events) {
                int limit = CONSTRUCTORS_OF_MORE_THAN_SIX.contains(
                                constructor.getOwner().getSimpleName())
                        ? 8
                        : 6;
                int count = constructor.getRawParameterTypes().size();
                events.add(new SimpleConditionEvent(
                        constructor, count <= limit, constructor.getFullName() + " takes " + count));
            }
        };
    }

    /// A signatory's keys, and the tree that a seed grows into; the wallet has a tree of its own (NUT-13).
    private static DescribedPredicate<JavaClass> namedAsPrivateKeys() {
        return new DescribedPredicate<>("private keys") {
            @Override
            public boolean test(JavaClass type) {
                return type.getName().equals("org.cobnut.signatory.PrivateKeyset")
                        || type.getName().equals("org.cobnut.cashu.seed.ExtendedKey");
            }
        };
    }

    private static ArchCondition<JavaMethod> takeFloating() {
        return ArchCondition.from(new DescribedPredicate<>("take float or double") {
            @Override
            public boolean test(JavaMethod method) {
                return method.getRawParameterTypes().stream().anyMatch(FLOATING);
            }
        });
    }
}
