package org.chatrec.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.chatrec.node.Project;
import org.chatrec.node.Rest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The requests on the page about searching, as they stand there. */
@OnRealNode
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SearchPageTests {
  private static final Pattern REQUEST =
      Pattern.compile("```\\n(POST|PUT) (\\S+)\\n(.+?)```", Pattern.DOTALL);

  @BeforeAll
  void films(Rest rest) {
    TestCatalog films = TestCatalog.ofFilms(rest, "movies", 1, 0);
    films.like("u42", "s3");
    films.like("u42", "f2");
  }

  @Test
  void everyRequestIsAnswered(Rest rest) throws IOException {
    String page = Files.readString(Project.current().root().resolve("docs/search.md"));
    List<MatchResult> requests = REQUEST.matcher(page).results().toList();
    assertThat(requests).hasSizeGreaterThan(7);
    for (MatchResult request : requests) {
      if (request.group(1).equals("PUT")) {
        rest.put(request.group(2), request.group(3)).orFail();
      } else {
        assertThat(Answers.hits(rest.post(request.group(2), request.group(3)).orFail()))
            .as(request.group())
            .isNotEmpty();
      }
    }
  }
}
