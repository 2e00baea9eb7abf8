package org.chatrec.search;

import java.io.IOException;
import java.util.function.Supplier;
import org.chatrec.catalog.support.Checks;
import org.jspecify.annotations.Nullable;
import org.opensearch.core.ParseField;
import org.opensearch.core.common.ParsingException;
import org.opensearch.core.xcontent.ObjectParser;
import org.opensearch.core.xcontent.XContentParser;
import org.opensearch.index.query.AbstractQueryBuilder;
import org.opensearch.index.query.QueryBuilder;

/** Reads the query {@code semantic} from a request. */
final class SemanticQueryParser {

  private static final ObjectParser<Body, Void> PARSER =
      new ObjectParser<>(SemanticQueryBuilder.NAME, Body::new);

  static {
    PARSER.declareString((body, value) -> body.field = value, new ParseField("field"));
    PARSER.declareString((body, value) -> body.model = value, new ParseField("model"));
    PARSER.declareString((body, value) -> body.text = value, new ParseField("text"));
    PARSER.declareInt((body, value) -> body.k = value, new ParseField("k"));
    PARSER.declareObject(
        (body, value) -> body.filter = value,
        (p, context) -> AbstractQueryBuilder.parseInnerQueryBuilder(p),
        new ParseField("filter"));
    PARSER.declareFloat((body, value) -> body.boost = value, AbstractQueryBuilder.BOOST_FIELD);
    PARSER.declareString((body, value) -> body.name = value, AbstractQueryBuilder.NAME_FIELD);
  }

  private SemanticQueryParser() {}

  /** The parser stands on the start of the query's body. */
  static SemanticQueryBuilder parse(XContentParser parser, Supplier<QuestionEmbedder> embedder)
      throws IOException {
    Body body = PARSER.parse(parser, null);
    try {
      return new SemanticQueryBuilder(
              Checks.present("field", body.field),
              body.model,
              QuestionEmbedder.checked(body.text),
              body.k,
              body.filter,
              embedder)
          .boost(body.boost)
          .queryName(body.name);
    } catch (IllegalArgumentException e) {
      throw new ParsingException(
          parser.getTokenLocation(), "[" + SemanticQueryBuilder.NAME + "] " + e.getMessage(), e);
    }
  }

  /** The fields as they come. */
  private static final class Body {
    private @Nullable String field;
    private @Nullable String model;
    private @Nullable String text;
    private int k = SemanticQueryBuilder.DEFAULT_K;
    private @Nullable QueryBuilder filter;
    private float boost = AbstractQueryBuilder.DEFAULT_BOOST;
    private @Nullable String name;
  }
}
