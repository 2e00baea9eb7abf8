package org.chatrec.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.chatrec.catalog.support.Checks;
import org.jspecify.annotations.Nullable;
import org.opensearch.core.ParseField;
import org.opensearch.core.common.ParsingException;
import org.opensearch.core.xcontent.ObjectParser;
import org.opensearch.core.xcontent.XContentParser;
import org.opensearch.index.query.AbstractQueryBuilder;

/** Reads the query {@code interest} from a request. */
final class InterestQueryParser {

  private static final ObjectParser<Body, Void> PARSER =
      new ObjectParser<>(InterestQueryBuilder.NAME, Body::new);

  static {
    PARSER.declareString((body, value) -> body.field = value, new ParseField("field"));
    PARSER.declareString((body, value) -> body.catalog = value, new ParseField("catalog"));
    PARSER.declareString((body, value) -> body.userId = value, new ParseField("user_id"));
    PARSER.declareStringArray((body, value) -> body.items = value, new ParseField("items"));
    VectorsParser.declare(PARSER, body -> body.vectors);
    PARSER.declareFloat((body, value) -> body.missing = value, new ParseField("missing"));
    PARSER.declareFloat((body, value) -> body.boost = value, AbstractQueryBuilder.BOOST_FIELD);
    PARSER.declareString((body, value) -> body.name = value, AbstractQueryBuilder.NAME_FIELD);
  }

  private InterestQueryParser() {}

  /** The parser stands on the start of the query's body. */
  static InterestQueryBuilder parse(XContentParser parser, Supplier<InterestResolver> resolver)
      throws IOException {
    Body body = PARSER.parse(parser, null);
    try {
      return new InterestQueryBuilder(
              Checks.present("field", body.field), body.source(), body.missing, resolver)
          .boost(body.boost)
          .queryName(body.name);
    } catch (IllegalArgumentException e) {
      throw new ParsingException(
          parser.getTokenLocation(), "[" + InterestQueryBuilder.NAME + "] " + e.getMessage(), e);
    }
  }

  /** The fields as they come. */
  private static final class Body {
    private @Nullable String field;
    private @Nullable String catalog;
    private @Nullable String userId;
    private @Nullable List<String> items;
    private final VectorsParser vectors = new VectorsParser();
    private float missing = InterestQueryBuilder.NEUTRAL;
    private float boost = AbstractQueryBuilder.DEFAULT_BOOST;
    private @Nullable String name;

    InterestSource source() {
      List<InterestSource> sources = new ArrayList<>();
      if (catalog != null || userId != null) {
        sources.add(
            new InterestSource.OfUser(
                Checks.present("catalog", catalog), Checks.present("user_id", userId)));
      }
      if (items != null) {
        sources.add(new InterestSource.OfItems(items));
      }
      if (vectors.given()) {
        sources.add(vectors.vectors());
      }
      if (sources.size() != 1) {
        throw new IllegalArgumentException(
            "needs exactly one of [catalog] with [user_id], [items], and [vectors] with [weights]"
                + " or [negative_vectors], but has "
                + sources.size());
      }
      return sources.getFirst();
    }
  }
}
