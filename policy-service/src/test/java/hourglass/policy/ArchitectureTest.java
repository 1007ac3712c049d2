package hourglass.policy;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import hourglass.architecture.ServiceRules;

@AnalyzeClasses(packages = "hourglass.policy", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchTests SHARED = ArchTests.in(ServiceRules.class);
}
