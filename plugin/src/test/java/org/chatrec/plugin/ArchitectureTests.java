package org.chatrec.plugin;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.chatrec.search.Identity;
import org.chatrec.search.InterestResolver;
import org.chatrec.search.UserFacts;
import org.chatrec.search.UserInterests;
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
          "embedding", 38,
          "ranking", 30,
          "conversation", 100,
          "ingest", 6,
          "search", 30,
          "catalog", 18,
          "people", 24,
          "retrieval", 20,
          "rest", 50,
          "plugin", 4);

  private final JavaClasses all =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("-tests.jar"))
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
    for (String domain : List.of("embedding", "ranking", "conversation")) {
      forbid(domain, "catalog", "people", "search", "retrieval", "ingest", "rest", "plugin");
    }
    forbid("catalog", "people", "search", "retrieval", "ingest", "rest", "plugin");
    forbid("people", "retrieval", "ingest", "rest", "plugin");
    forbid("search", "conversation", "people", "retrieval", "ingest", "rest", "plugin");
    forbid("retrieval", "conversation", "ingest", "rest", "plugin");
    forbid("ingest", "ranking", "conversation", "people", "search", "retrieval", "rest", "plugin");
    forbid("rest", "ingest", "plugin");
  }

  /** A catalogue knows of conversations what a value card is made of. */
  @Test
  void catalogsKnowOnlyValueCardsOfConversations() {
    noClasses()
        .that()
        .resideInAPackage("org.chatrec.catalog..")
        .should()
        .dependOnClassesThat(
            resideInAPackage("org.chatrec.conversation..")
                .and(not(resideInAPackage("org.chatrec.conversation.catalog"))))
        .check(all);
  }

  /** People are known to searches through a port; people know of searches that port alone. */
  @Test
  void peopleKnowOnlyTheirPortOfSearches() {
    noClasses()
        .that()
        .resideInAPackage("org.chatrec.people..")
        .should()
        .dependOnClassesThat(
            resideInAPackage("org.chatrec.search..")
                .and(
                    not(
                        belongToAnyOf(
                            InterestResolver.class,
                            UserInterests.class,
                            UserFacts.class,
                            Identity.class))))
        .check(all);
  }

  private void forbid(String from, String... modules) {
    for (String module : modules) {
      noClasses()
          .that()
          .resideInAPackage("org.chatrec." + from + "..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.chatrec." + module + "..")
          .check(all);
    }
  }

  /** Of two packages that need each other, neither can be understood first; children are others. */
  @Test
  void packagesHaveNoCycles() {
    slices()
        .matching("org.chatrec.(**)")
        .should()
        .beFreeOfCycles()
        // known: the planners' common types
        .ignoreDependency(
            resideInAPackage("org.chatrec.conversation.planner"),
            resideInAPackage("org.chatrec.conversation.planner.rules"))
        .check(all);
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

  /**
   * An item's values are where its mapping says: in multi-fields, below dots, in nested objects.
   * Whoever takes them out of its source by a key finds nothing there in half of all indices.
   */
  @Test
  void nobodyButTheCatalogueTakesValuesOutOfItemsByAKey() throws IOException {
    Pattern taking = Pattern.compile("\\b(?i:source)(\\(\\))?\\.get\\(");
    assertNowhere(taking, List.of("retrieval", "search-extensions", "rest-handlers"), 150);
    // documents of the plugin's own are read by keys there, and items by fields of a catalogue
    Pattern declared =
        Pattern.compile("\\.get\\(\\s*[\\w.()]*(?i:catalog)(\\(\\))?\\.\\w+Field\\(\\)");
    assertThat("source.get(job.catalog().titleField())").containsPattern(declared);
    List<String> readers =
        List.of(
            "people",
            "ingest-processors",
            "retrieval",
            "search-extensions",
            "rest-handlers",
            "plugin");
    assertNowhere(declared, readers, 300);
  }

  /**
   * Each repetition of a group is a frame of the stack, and an exhausted stack is an error that
   * ends a node: what comes from outside may be long.
   */
  @Test
  void noRegularExpressionRepeatsAGroupWithoutABound() throws IOException {
    Pattern endless = Pattern.compile("\"[^\"\n]*(?<!\\\\)\\)(?:[*+]|\\{\\d+,})[^\"\n]*\"");
    assertThat("Pattern.compile(\"a( b)*\")").containsPattern(endless);
    List<String> modules =
        List.of(
            "embedding",
            "ranking",
            "conversation",
            "ingest-processors",
            "search-extensions",
            "catalog",
            "people",
            "retrieval",
            "rest-handlers",
            "plugin");
    assertNowhere(endless, modules, 600);
  }

  private static void assertNowhere(Pattern text, List<String> modules, int least)
      throws IOException {
    List<String> found = new ArrayList<>();
    int seen = 0;
    for (String module : modules) {
      try (Stream<Path> files = Files.walk(Path.of("..", module, "src", "main", "java"))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          seen++;
          if (text.matcher(Files.readString(file)).find()) {
            found.add(file.toString());
          }
        }
      }
    }
    assertThat(found).isEmpty();
    assertThat(seen).isGreaterThan(least);
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
