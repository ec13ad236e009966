package org.cobnut.cashu;

import java.time.Instant;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

@AnalyzeClasses(packages = "org.cobnut.cashu", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("org.cobnut.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule arrowsPointToTheCurve = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("crypto")
            .definedBy("org.cobnut.cashu.crypto")
            .layer("values")
            .definedBy("org.cobnut.cashu")
            .layer("uses")
            .definedBy(
                    "org.cobnut.cashu.condition",
                    "org.cobnut.cashu.token",
                    "org.cobnut.cashu.seed",
                    "org.cobnut.cashu.json")
            .whereLayer("uses")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("values")
            .mayOnlyBeAccessedByLayers("uses")
            .because(
                    "the curve knows no ecash, and the values know neither their wire forms nor where secrets come from");

    @ArchTest
    static final ArchRule everyPackageHasItsPlaceInThePicture = classes()
            .should()
            .resideInAnyPackage(
                    "org.cobnut.cashu",
                    "org.cobnut.cashu.crypto",
                    "org.cobnut.cashu.condition",
                    "org.cobnut.cashu.token",
                    "org.cobnut.cashu.seed",
                    "org.cobnut.cashu.json");

    @ArchTest
    static final ArchRule theProtocolNeedsNoFramework = classes()
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                    "java..",
                    "javax.crypto..",
                    "org.cobnut.cashu..",
                    "org.jspecify.annotations",
                    "tools.jackson..",
                    "com.fasterxml.jackson.annotation..",
                    "org.bouncycastle.."));

    @ArchTest
    static final ArchRule onlyTheWireFormsKnowJackson = noClasses()
            .that()
            .resideOutsideOfPackages("org.cobnut.cashu.json", "org.cobnut.cashu.token", "org.cobnut.cashu.condition")
            .should()
            .dependOnClassesThat(resideInAnyPackage("tools.jackson..", "com.fasterxml.."));

    @ArchTest
    static final ArchRule onlyTheCurveKnowsItsLibraries = noClasses()
            .that()
            .resideOutsideOfPackage("org.cobnut.cashu.crypto")
            .should()
            .dependOnClassesThat(resideInAnyPackage("org.bouncycastle..", "java.lang.foreign.."));

    @ArchTest
    static final ArchRule theProtocolHasNoClockAndNoDatabase = noClasses()
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.time.Clock")
            .orShould()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .dependOnClassesThat(resideInAnyPackage("java.sql..", "java.net.http.."));

    @ArchTest
    static final ArchRule stateThatIsSharedDoesNotChange =
            fields().that().areStatic().should().haveModifier(JavaModifier.FINAL);

    @ArchTest
    static final ArchRule moneyIsNeverAFloatingPointNumber =
            fields().should().notHaveRawType(double.class).andShould().notHaveRawType(float.class);

    @ArchTest
    static final ArchRule namesSayWhatThingsAre = noClasses()
            .should()
            .haveSimpleNameEndingWith("Impl")
            .orShould()
            .haveSimpleNameEndingWith("Util")
            .orShould()
            .haveSimpleNameEndingWith("Utils")
            .orShould()
            .haveSimpleNameEndingWith("Helper")
            .orShould()
            .haveSimpleNameEndingWith("Manager")
            .orShould()
            .haveSimpleNameEndingWith("DTO");
}
