package org.chatrec.plugin;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * The arrows of docs/code-map.md, as a test: it fails where a module imports what it may not, and
 * where it saw too little.
 */
class ArchitectureTests {

  private static final String[] DOMAIN = {
    "org.chatrec.embedding..", "org.chatrec.ranking..", "org.chatrec.conversation.."
  };

  /** About two thirds of what there is: enough to notice when the importer goes blind. */
  private static final Map<String, Integer> LEAST_CLASSES =
      Map.of(
          "embedding", 18,
          "ranking", 18,
          "conversation", 40,
          "ingest", 6,
          "search", 16,
          "rest", 40,
          "plugin", 4);

  private final JavaClasses all =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.chatrec");

  @Test
  void everyModuleIsSeen() {
    Map<String, Integer> seen = new TreeMap<>();
    for (JavaClass type : all) {
      seen.merge(type.getPackageName().split("\\.", -1)[2], 1, Integer::sum);
    }
    LEAST_CLASSES.forEach(
        (module, least) ->
            assertThat(seen.getOrDefault(module, 0))
                .as("classes of %s", module)
                .isGreaterThanOrEqualTo(least));
    assertThat(seen.keySet()).isEqualTo(new TreeMap<>(LEAST_CLASSES).keySet());
  }

  @Test
  void domainModulesKnowNoOpenSearch() {
    noClasses()
        .that()
        .resideInAnyPackage(DOMAIN)
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.opensearch..")
        .check(all);
  }

  @Test
  void domainModulesDoNotKnowEachOther() {
    for (String module : DOMAIN) {
      for (String other : DOMAIN) {
        if (!module.equals(other)) {
          noClasses()
              .that()
              .resideInAPackage(module)
              .should()
              .dependOnClassesThat()
              .resideInAPackage(other)
              .check(all);
        }
      }
    }
  }

  @Test
  void arrowsPointDownwards() {
    forbid("org.chatrec.ingest..", "ranking", "conversation", "search", "rest", "plugin");
    forbid("org.chatrec.search..", "conversation", "ingest", "rest", "plugin");
    forbid("org.chatrec.rest..", "ingest", "plugin");
    forbid("org.chatrec.embedding..", "ingest", "search", "rest", "plugin");
    forbid("org.chatrec.ranking..", "ingest", "search", "rest", "plugin");
    forbid("org.chatrec.conversation..", "ingest", "search", "rest", "plugin");
  }

  private void forbid(String from, String... modules) {
    for (String module : modules) {
      noClasses()
          .that()
          .resideInAPackage(from)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.chatrec." + module + "..")
          .check(all);
    }
  }

  /** Of two packages that need each other, neither can be understood first. */
  @Test
  void packagesOfAModuleHaveNoCycles() {
    for (String module : LEAST_CLASSES.keySet()) {
      slices()
          .matching("org.chatrec." + module + ".(*)..")
          .should()
          .beFreeOfCycles()
          .allowEmptyShould(true) // some modules are one package
          .check(all);
    }
  }

  @Test
  void eachLibraryStaysInItsRoom() {
    library("ai.onnxruntime..", "org.chatrec.embedding..");
    library("ai.djl..", "org.chatrec.embedding..");
    library("dev.langchain4j..", "org.chatrec.conversation..");
    library("org.ejml..", "org.chatrec.ranking..");
  }

  private void library(String library, String room) {
    noClasses()
        .that()
        .resideOutsideOfPackage(room)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .check(all);
  }

  @Test
  void nothingIsKeptInStaticFields() {
    fields()
        .that()
        .areStatic()
        .and()
        .areDeclaredInClassesThat()
        .resideInAPackage("org.chatrec..")
        .should()
        .beFinal()
        .check(all);
  }

  @Test
  void restHandlersHoldNoLogic() {
    classes()
        .that()
        .areAssignableTo(org.opensearch.rest.BaseRestHandler.class)
        .should()
        .onlyDependOnClassesThat(
            com.tngtech.archunit.base.DescribedPredicate.describe(
                "are no services or stores",
                type ->
                    !type.getSimpleName().endsWith("Service")
                            && !type.getSimpleName().endsWith("Store")
                        || type.getModifiers().contains(JavaModifier.SYNTHETIC)))
        .check(all);
  }
}
