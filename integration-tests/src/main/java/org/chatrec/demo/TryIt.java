package org.chatrec.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The closing words: where the web page is, and for each catalogue calls to paste into a shell. */
final class TryIt {
  private TryIt() {}

  static String text(URI root, List<Dataset> datasets) {
    String at = root.toString().replace("127.0.0.1", "localhost");
    String page = "%nThe web page:  %s/_plugins/_chatrec/ui%n".formatted(at);
    return page + datasets.stream().map(data -> calls(at, data)).collect(Collectors.joining());
  }

  private static String calls(String at, Dataset data) {
    Dataset.Examples examples = data.examples();
    JsonNode definition = data.definition();
    return String.format(
        Locale.ROOT,
        """

        %2$s: ask in plain words
          curl -s '%1$s/_plugins/_chatrec/catalogs/%2$s/chat?pretty' -H 'Content-Type: application/json' \\
            -d '{"message":"%3$s","user_id":"%4$s"}'

        %2$s: recommend to somebody else
          curl -s '%1$s/_plugins/_chatrec/catalogs/%2$s/recommend?pretty' -H 'Content-Type: application/json' \\
            -d '{"user_id":"%5$s","size":5}'

        %2$s: search as always, ordered for one person, with what each part added to the score
          curl -s '%1$s/%2$s/_search?pretty' -H 'Content-Type: application/json' \\
            -d '{"_source":[%7$s],"query":{"multi_match":{"query":"%6$s","fields":%8$s}},"ext":{"chatrec":{"user_id":"%4$s","breakdown":true}}}'

        """,
        at,
        data.catalog(),
        examples.message(),
        examples.user(),
        examples.recommendUser(),
        examples.search(),
        definition.path("title_field"),
        definition.path("text_fields"));
  }
}
