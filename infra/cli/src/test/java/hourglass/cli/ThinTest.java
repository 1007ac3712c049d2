package hourglass.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/// The command line starts in a quarter of a second because it carries little.
@AnalyzeClasses(
        packages = {"hourglass.cli", "hourglass.policy.workbench", "hourglass.policy.engine", "hourglass.audit.verify"},
        importOptions = ImportOption.DoNotIncludeTests.class)
class ThinTest {

    @ArchTest
    static final ArchRule CARRIES_NO_FRAMEWORK = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework..", "org.apache..", "hourglass.events..", "java.sql..");
}
