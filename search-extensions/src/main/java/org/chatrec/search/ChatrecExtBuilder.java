package org.chatrec.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.chatrec.catalog.Rerank;
import org.chatrec.catalog.support.Ids;
import org.jspecify.annotations.Nullable;
import org.opensearch.core.ParseField;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.xcontent.ConstructingObjectParser;
import org.opensearch.core.xcontent.ObjectParser;
import org.opensearch.core.xcontent.XContentBuilder;
import org.opensearch.core.xcontent.XContentParser;
import org.opensearch.search.SearchExtBuilder;
import org.opensearch.search.builder.SearchSourceBuilder;
import org.opensearch.search.internal.SearchContext;

/**
 * The section {@code "ext": {"chatrec": {"breakdown": true, "user_id": "u42"}}} of a search:
 * whether every hit shall say what each signal contributed, and for whom the search is.
 */
public final class ChatrecExtBuilder extends SearchExtBuilder {

  /** Name in requests and on the wire. */
  public static final String NAME = "chatrec";

  private static final ObjectParser<Body, Void> PARSER = new ObjectParser<>(NAME, Body::new);

  private static final ConstructingObjectParser<Rerank, Void> RERANK =
      new ConstructingObjectParser<>(
          Rerank.NAME,
          given -> new Rerank((String) given[0], given[1] == null ? Rerank.USUAL : (int) given[1]));

  static {
    RERANK.declareString(ConstructingObjectParser.constructorArg(), new ParseField("model"));
    RERANK.declareInt(ConstructingObjectParser.optionalConstructorArg(), new ParseField("top"));
    PARSER.declareBoolean((body, value) -> body.breakdown = value, new ParseField("breakdown"));
    PARSER.declareString((body, value) -> body.userId = value, new ParseField("user_id"));
    PARSER.declareBoolean((body, value) -> body.personalize = value, new ParseField("personalize"));
    PARSER.declareObject(
        (body, value) -> body.weights = value,
        (p, context) -> InterestRescorerParser.numbers(p),
        new ParseField("weights"));
    PARSER.declareString((body, value) -> body.retrieval = value, new ParseField("retrieval"));
    PARSER.declareString((body, value) -> body.text = value, new ParseField("text"));
    PARSER.declareDouble((body, value) -> body.diversity = value, new ParseField("diversity"));
    PARSER.declareDouble((body, value) -> body.exploration = value, new ParseField("exploration"));
    PARSER.declareString((body, value) -> body.seen = value, new ParseField("seen"));
    PARSER.declareString((body, value) -> body.variants = value, new ParseField("variants"));
    PARSER.declareString((body, value) -> body.audience = value, new ParseField("audience"));
    PARSER.declareString((body, value) -> body.sessionId = value, new ParseField("session_id"));
    PARSER.declareObject(
        (body, value) -> body.rerank = value, RERANK::apply, new ParseField(Rerank.NAME));
  }

  private final boolean breakdown;
  private final PersonalOptions personal;

  /** Vector fields that this plugin wants to see of each hit; requests cannot ask for them. */
  private final List<String> vectorFields;

  /** What the documents of hits come with; requests cannot ask for it. */
  private final SourceFields sourceFields;

  /** How many hits of each shard are ranked; 0 for all that a rescorer is handed. */
  private final int window;

  /**
   * Says both.
   *
   * @param userId null for nobody in particular
   */
  public ChatrecExtBuilder(boolean breakdown, @Nullable String userId) {
    this(breakdown, PersonalOptions.of(userId), List.of(), 0, SourceFields.ALL);
  }

  /** Says whether hits shall show their parts, and what there is to say to a search pipeline. */
  public static ChatrecExtBuilder with(boolean breakdown, PersonalOptions personal) {
    return new ChatrecExtBuilder(breakdown, personal, List.of(), 0, SourceFields.ALL);
  }

  private ChatrecExtBuilder(
      boolean breakdown,
      PersonalOptions personal,
      List<String> vectorFields,
      int window,
      SourceFields sourceFields) {
    this.sourceFields = sourceFields;
    this.breakdown = breakdown;
    this.personal = personal;
    this.vectorFields = List.copyOf(vectorFields);
    this.window = window;
  }

  /** Reads from the wire. */
  public ChatrecExtBuilder(StreamInput in) throws IOException {
    this(read(in));
  }

  private ChatrecExtBuilder(ChatrecExtBuilder other) {
    this(other.breakdown, other.personal, other.vectorFields, other.window, other.sourceFields);
  }

  private static ChatrecExtBuilder read(StreamInput in) throws IOException {
    byte first = in.readByte();
    return switch (first) {
      case 0, 1 -> new ChatrecExtBuilder(first == 1, in.readOptionalString());
      case WireFormat.MARK -> WireFormat.readBody(in, ChatrecExtBuilder::readFields);
      default -> throw new IOException("unexpected byte [" + first + "] in [" + NAME + "]");
    };
  }

  private static ChatrecExtBuilder readFields(StreamInput in) throws IOException {
    boolean breakdown = in.readBoolean();
    PersonalOptions personal = new PersonalOptions(in);
    String first = in.readOptionalString();
    List<String> vectorFields = new ArrayList<>(first == null ? List.of() : List.of(first));
    if (in.available() == 0) { // from a node that knows no more
      return new ChatrecExtBuilder(breakdown, personal, vectorFields, 0, SourceFields.ALL);
    }
    int window = in.readVInt();
    String seen = in.readOptionalString();
    PersonalOptions seeing = personal.seen(seen == null ? null : Seen.of(seen));
    // behind what format 3 has
    Rerank rerank =
        in.available() > 0 && in.readBoolean() ? new Rerank(in.readString(), in.readVInt()) : null;
    String variants = in.available() > 0 ? in.readOptionalString() : null;
    String session = in.available() > 0 ? in.readOptionalString() : null;
    PersonalOptions all =
        seeing
            .rerank(rerank)
            .variants(variants == null ? null : VariantsShown.of(variants))
            .session(session)
            .audience(in.available() > 0 ? in.readOptionalString() : null)
            .exploration(in.available() > 0 ? in.readOptionalDouble() : null);
    vectorFields.addAll(in.available() > 0 ? in.readStringList() : List.of());
    SourceFields fields = in.available() > 0 ? new SourceFields(in) : SourceFields.ALL;
    return new ChatrecExtBuilder(breakdown, all, vectorFields, window, fields);
  }

  /** Reads from a request; the parser stands on the start of the section. */
  public static ChatrecExtBuilder parse(XContentParser parser) throws IOException {
    return PARSER.parse(parser, null).ext();
  }

  /** The section of a search, or one that says nothing. */
  public static ChatrecExtBuilder of(@Nullable SearchSourceBuilder source) {
    for (SearchExtBuilder ext : source == null ? List.<SearchExtBuilder>of() : source.ext()) {
      if (ext instanceof ChatrecExtBuilder ours) {
        return ours;
      }
    }
    return with(false, PersonalOptions.NONE);
  }

  /** Whether a search says anything to this plugin by itself; what processors add is nothing. */
  public static boolean isGiven(SearchSourceBuilder source) {
    return source.ext().stream()
        .filter(ChatrecExtBuilder.class::isInstance)
        .map(ChatrecExtBuilder.class::cast)
        .anyMatch(
            ext ->
                ext.vectorFields.isEmpty()
                    || ext.breakdown
                    || !ext.personal.equals(PersonalOptions.NONE));
  }

  /** Has every hit of the search show its vectors in these fields ({@link VectorFetchSubPhase}). */
  public static void showVectors(SearchSourceBuilder source, String... fields) {
    ChatrecExtBuilder said = of(source);
    replace(
        source,
        new ChatrecExtBuilder(
            said.breakdown, said.personal, List.of(fields), said.window, said.sourceFields));
  }

  /**
   * Has the document of every hit come with these fields: by the filter of {@code _source}, or
   * faster, where the shard can ({@link SourceCopying}).
   */
  public static void showFields(SearchSourceBuilder source, SourceFields fields) {
    ChatrecExtBuilder said = of(source);
    replace(
        source.fetchSource(
            fields.includes().toArray(String[]::new), fields.excludes().toArray(String[]::new)),
        new ChatrecExtBuilder(
            said.breakdown, said.personal, said.vectorFields, said.window, fields));
  }

  /**
   * Has the last rescorer rank the first hits of each shard, as many whatever page is asked for,
   * and leave the others behind them.
   */
  public static void rankFirst(SearchSourceBuilder source, int window) {
    ChatrecExtBuilder said = of(source);
    replace(
        source,
        new ChatrecExtBuilder(
            said.breakdown, said.personal, said.vectorFields, window, said.sourceFields));
  }

  private static void replace(SearchSourceBuilder source, ChatrecExtBuilder said) {
    List<SearchExtBuilder> all = new ArrayList<>(source.ext());
    all.removeIf(ChatrecExtBuilder.class::isInstance);
    all.add(said);
    source.ext(all);
  }

  /** The section of a search on a shard, or one that says nothing. */
  static ChatrecExtBuilder of(SearchContext context) {
    return context.getSearchExt(NAME) instanceof ChatrecExtBuilder ours
        ? ours
        : with(false, PersonalOptions.NONE);
  }

  /** Whether hits shall say what each signal contributed. */
  public boolean breakdown() {
    return breakdown;
  }

  /** For whom the search is, null for nobody in particular. */
  public @Nullable String userId() {
    return personal.userId();
  }

  /** What there is to say to a search pipeline. */
  public PersonalOptions personal() {
    return personal;
  }

  List<String> vectorFields() {
    return vectorFields;
  }

  SourceFields sourceFields() {
    return sourceFields;
  }

  int window() {
    return window;
  }

  @Override
  public void writeTo(StreamOutput out) throws IOException {
    boolean further =
        window > 0 || !vectorFields.isEmpty() || !sourceFields.equals(SourceFields.ALL);
    if (!further && personal.equals(PersonalOptions.of(userId()))) {
      out.writeBoolean(breakdown);
      out.writeOptionalString(userId());
    } else {
      out.writeByte(WireFormat.MARK);
      WireFormat.writeBody(WireFormat.PERSONAL_SEARCH, out, this::writeFields);
    }
  }

  void writeFields(StreamOutput out) throws IOException {
    out.writeBoolean(breakdown);
    personal.writeTo(out);
    out.writeOptionalString(vectorFields.isEmpty() ? null : vectorFields.getFirst());
    Seen seen = personal.seen();
    // always, so that what a later format adds stands behind them
    out.writeVInt(window);
    out.writeOptionalString(seen == null ? null : seen.label());
    Rerank rerank = personal.rerank();
    out.writeBoolean(rerank != null);
    if (rerank != null) {
      out.writeString(rerank.model());
      out.writeVInt(rerank.top());
    }
    VariantsShown variants = personal.variants();
    out.writeOptionalString(variants == null ? null : variants.label());
    out.writeOptionalString(personal.sessionId());
    out.writeOptionalString(personal.audience());
    out.writeOptionalDouble(personal.exploration());
    out.writeStringCollection(vectorFields.stream().skip(1).toList());
    sourceFields.writeTo(out);
  }

  @Override
  public XContentBuilder toXContent(XContentBuilder builder, Params params) throws IOException {
    builder.startObject(NAME).field("breakdown", breakdown);
    personal.toXContent(builder, params);
    return builder.endObject();
  }

  @Override
  public String getWriteableName() {
    return NAME;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ChatrecExtBuilder that
        && breakdown == that.breakdown
        && personal.equals(that.personal)
        && window == that.window
        && vectorFields.equals(that.vectorFields)
        && sourceFields.equals(that.sourceFields);
  }

  @Override
  public int hashCode() {
    return Objects.hash(breakdown, personal, vectorFields, window, sourceFields);
  }

  /** The fields as they come. */
  private static final class Body {
    private boolean breakdown;
    private @Nullable String userId;
    private boolean personalize = true;
    private Map<String, Double> weights = Map.of();
    private @Nullable String retrieval;
    private @Nullable String text;
    private @Nullable Double diversity;
    private @Nullable Double exploration;
    private @Nullable String seen;
    private @Nullable Rerank rerank;
    private @Nullable String variants;
    private @Nullable String audience;
    private @Nullable String sessionId;

    ChatrecExtBuilder ext() {
      return with(
          breakdown,
          new PersonalOptions(
              userId,
              personalize,
              weights,
              PersonalOptions.retrieval(retrieval),
              text,
              diversity,
              seen == null ? null : Seen.of(seen),
              rerank,
              variants == null ? null : VariantsShown.of(variants),
              sessionId,
              audience == null ? null : Ids.require("audience", audience),
              exploration));
    }
  }
}
