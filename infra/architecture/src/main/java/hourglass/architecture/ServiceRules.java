package hourglass.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/// What holds in every service: the root package is the domain, technology lives in the leaves.
///
/// A service runs them with `@ArchTest static final ArchTests SHARED = ArchTests.in(ServiceRules.class);` over its own
/// packages, tests left out. A rule that matches nothing in a young service holds.
public final class ServiceRules {
    private static final String[] DOMAIN = {
        "hourglass.request", "hourglass.policy", "hourglass.grant", "hourglass.audit"
    };
    private static final String[] LEAVES = {
        "..api..",
        "..web..",
        "..consumes..",
        "..publishes..",
        "..store..",
        "..targets..",
        "..git..",
        "..engine..",
        "..workbench..",
        "..log..",
        "..verify..",
        "..config.."
    };

    /// A domain that knows no framework can be read, tested and kept.
    @ArchTest
    static final ArchRule DOMAIN_IS_FREE_OF_FRAMEWORKS = noClasses()
            .that(resideInAnyPackage(DOMAIN))
            .and()
            .haveSimpleNameNotEndingWith("Application")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.springframework..",
                    "org.apache.avro..",
                    "org.apache.kafka..",
                    "java.sql..",
                    "javax.sql..",
                    "jakarta..",
                    "tools.jackson..",
                    "com.fasterxml.jackson..",
                    "hourglass.events..",
                    "hourglass.messaging..",
                    "hourglass.web..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule DOMAIN_KNOWS_NO_LEAF = noClasses()
            .that(resideInAnyPackage(DOMAIN))
            .and()
            .haveSimpleNameNotEndingWith("Application")
            .should()
            .dependOnClassesThat(resideInAnyPackage("hourglass..").and(resideInAnyPackage(LEAVES)))
            .allowEmptyShould(true);

    /// The contract is translated at the edge, once.
    @ArchTest
    static final ArchRule GENERATED_RECORDS_STAY_AT_THE_EDGE = noClasses()
            .that(resideOutsideOfPackages("..consumes..", "..publishes..", "hourglass.events.."))
            .should()
            .dependOnClassesThat(resideInAnyPackage("hourglass.events")
                    .and(assignableTo("org.apache.avro.generic.GenericContainer")))
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule SQL_STAYS_IN_THE_STORE = noClasses()
            .that(resideOutsideOfPackages("..store..", "..targets.."))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..", "org.springframework.jdbc..", "org.postgresql..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule LEAVES_HAVE_NO_CYCLES =
            slices().matching("hourglass.*.(*)..").should().beFreeOfCycles().allowEmptyShould(true);

    /// The authors' commands and the engine run inside the command line, which has no Spring.
    @ArchTest
    static final ArchRule ENGINE_AND_WORKBENCH_RUN_WITHOUT_SPRING = noClasses()
            .that(resideInAnyPackage("..engine..", "..workbench.."))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework..", "org.apache.kafka..", "org.apache.avro..")
            .allowEmptyShould(true);

    /// An auditor must be able to run the checker without the product.
    @ArchTest
    static final ArchRule LOG_AND_VERIFIER_USE_THE_JDK_ONLY = classes()
            .that(resideInAnyPackage("hourglass.audit.log..", "hourglass.audit.verify.."))
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify..", "hourglass.audit.log..", "hourglass.audit.verify..")
            .allowEmptyShould(true);

    /// The clock is a parameter or injected.
    @ArchTest
    static final ArchRule NOBODY_READS_THE_CLOCK_UNASKED =
            noClasses().should().callMethodWhere(readsTheClock()).allowEmptyShould(true);

    @ArchTest
    static final ArchRule NAMES_SAY_WHAT_A_THING_IS =
            noClasses().should(haveAHollowName()).allowEmptyShould(true);

    @ArchTest
    static final ArchRule PACKAGES_ARE_NULL_MARKED =
            classes().should(resideInANullMarkedPackage()).allowEmptyShould(true);

    private ServiceRules() {}

    private static DescribedPredicate<JavaCall<?>> readsTheClock() {
        return DescribedPredicate.describe("reads the system clock by itself", ServiceRules::readsTheClock);
    }

    private static boolean readsTheClock(JavaCall<?> call) {
        JavaClass owner = call.getTarget().getOwner();
        boolean now =
                owner.getPackageName().equals("java.time") && call.getName().equals("now");
        boolean millis = owner.isEquivalentTo(System.class) && call.getName().equals("currentTimeMillis");
        return (now || millis) && call.getTarget().getRawParameterTypes().isEmpty();
    }

    private static ArchCondition<JavaClass> haveAHollowName() {
        return ArchCondition.from(
                nameMatching(".*(Impl|Manager|Helper|Utils?|Dto|DTO|Mapper)").forSubtype());
    }

    private static ArchCondition<JavaClass> resideInANullMarkedPackage() {
        return new ArchCondition<>("reside in a package marked @NullMarked") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean marked = type.getPackage().isAnnotatedWith("org.jspecify.annotations.NullMarked");
                events.add(new SimpleConditionEvent(
                        type, marked, type.getName() + (marked ? " is" : " is not") + " in a @NullMarked package"));
            }
        };
    }
}
