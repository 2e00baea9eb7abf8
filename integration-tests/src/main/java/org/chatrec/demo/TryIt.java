package org.chatrec.demo;

import java.net.URI;
import java.util.Locale;

/** The closing words: where the web page is, and three calls to paste into a shell. */
final class TryIt {
  private TryIt() {}

  static String text(URI root, Dataset data) {
    Dataset.Examples examples = data.examples();
    String at = root.toString().replace("127.0.0.1", "localhost");
    return String.format(
        Locale.ROOT,
        """

        The web page:  %1$s/_plugins/_chatrec/ui

        Ask in plain words:
          curl -s '%1$s/_plugins/_chatrec/catalogs/%2$s/chat?pretty' -H 'Content-Type: application/json' \\
            -d '{"message":"%3$s","user_id":"%4$s"}'

        Recommend to somebody else:
          curl -s '%1$s/_plugins/_chatrec/catalogs/%2$s/recommend?pretty' -H 'Content-Type: application/json' \\
            -d '{"user_id":"%5$s","size":5}'

        Search as always, ordered for one person, with what each part added to the score:
          curl -s '%1$s/%2$s/_search?pretty' -H 'Content-Type: application/json' \\
            -d '{"_source":["title","year"],"query":{"multi_match":{"query":"%6$s","fields":["title^3","overview"]}},"ext":{"chatrec":{"user_id":"%4$s","breakdown":true}}}'

        """,
        at,
        data.catalog(),
        examples.message(),
        examples.user(),
        examples.recommendUser(),
        examples.search());
  }
}
