package org.chatrec.search;

import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.opensearch.core.ParseField;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.xcontent.ObjectParser;
import org.opensearch.core.xcontent.XContentBuilder;
import org.opensearch.core.xcontent.XContentParser;
import org.opensearch.search.SearchExtBuilder;

/**
 * The section {@code "ext": {"chatrec": {"breakdown": true, "user_id": "u42"}}} of a search:
 * whether every hit shall say what each signal contributed, and for whom the search is.
 */
public final class ChatrecExtBuilder extends SearchExtBuilder {

  /** Name in requests and on the wire. */
  public static final String NAME = "chatrec";

  private static final ObjectParser<Body, Void> PARSER = new ObjectParser<>(NAME, Body::new);

  static {
    PARSER.declareBoolean((body, value) -> body.breakdown = value, new ParseField("breakdown"));
    PARSER.declareString((body, value) -> body.userId = value, new ParseField("user_id"));
  }

  private final boolean breakdown;
  private final @Nullable String userId;

  /**
   * Says both.
   *
   * @param userId null for nobody in particular
   */
  public ChatrecExtBuilder(boolean breakdown, @Nullable String userId) {
    this.breakdown = breakdown;
    this.userId = userId == null ? null : Checks.present("user_id", userId);
  }

  /** Reads from the wire. */
  public ChatrecExtBuilder(StreamInput in) throws IOException {
    this(read(in));
  }

  private ChatrecExtBuilder(Body body) {
    this(body.breakdown, body.userId);
  }

  private static Body read(StreamInput in) throws IOException {
    byte first = in.readByte();
    return switch (first) {
      case 0, 1 -> fields(first == 1, in);
      case WireFormat.MARK -> WireFormat.readBody(in, body -> fields(body.readBoolean(), body));
      default -> throw new IOException("unexpected byte [" + first + "] in [" + NAME + "]");
    };
  }

  private static Body fields(boolean breakdown, StreamInput in) throws IOException {
    Body body = new Body();
    body.breakdown = breakdown;
    body.userId = in.readOptionalString();
    return body;
  }

  /** Reads from a request; the parser stands on the start of the section. */
  public static ChatrecExtBuilder parse(XContentParser parser) throws IOException {
    Body body = PARSER.parse(parser, null);
    return new ChatrecExtBuilder(body.breakdown, body.userId);
  }

  /** Whether hits shall say what each signal contributed. */
  public boolean breakdown() {
    return breakdown;
  }

  /** For whom the search is, null for nobody in particular. */
  public @Nullable String userId() {
    return userId;
  }

  @Override
  public void writeTo(StreamOutput out) throws IOException {
    out.writeBoolean(breakdown);
    out.writeOptionalString(userId);
  }

  @Override
  public XContentBuilder toXContent(XContentBuilder builder, Params params) throws IOException {
    builder.startObject(NAME).field("breakdown", breakdown);
    if (userId != null) {
      builder.field("user_id", userId);
    }
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
        && Objects.equals(userId, that.userId);
  }

  @Override
  public int hashCode() {
    return Objects.hash(breakdown, userId);
  }

  private static final class Body {
    private boolean breakdown;
    private @Nullable String userId;
  }
}
