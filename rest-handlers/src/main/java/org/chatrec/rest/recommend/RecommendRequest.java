package org.chatrec.rest.recommend;

import java.io.IOException;
import org.chatrec.catalog.CatalogRequest;
import org.chatrec.retrieval.LeaveOut;
import org.chatrec.retrieval.Strategy;
import org.chatrec.search.VariantsShown;
import org.jspecify.annotations.Nullable;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.index.query.QueryBuilder;

/** Asks for items for a user. */
public final class RecommendRequest extends CatalogRequest {

  /** Most items of one answer. */
  public static final int MAX_SIZE = 200;

  /**
   * What is asked for.
   *
   * @param userId whom for; null for nobody in particular
   * @param size how many
   * @param filter what the items must match, or null
   * @param leaveOut which items that the user knows are left out
   * @param strategy what to rank by
   * @param diversity 0 ranks by score alone, 1 by difference alone
   * @param exploration chance that a place is given to a lower ranked item
   * @param variants whether variants of one item may follow one another
   * @param sessionId the visit that goes on, in which what was done counts more; null for none
   * @param audience whom the answer is shown to, for rules of the business; or null
   */
  public record Params(
      @Nullable String userId,
      int size,
      @Nullable QueryBuilder filter,
      LeaveOut leaveOut,
      Strategy strategy,
      double diversity,
      double exploration,
      VariantsShown variants,
      @Nullable String sessionId,
      @Nullable String audience) {

    /** In no visit, for no audience in particular. */
    public Params(
        @Nullable String userId,
        int size,
        @Nullable QueryBuilder filter,
        LeaveOut leaveOut,
        Strategy strategy,
        double diversity,
        double exploration,
        VariantsShown variants) {
      this(userId, size, filter, leaveOut, strategy, diversity, exploration, variants, null, null);
    }

    /** Reads from the wire. */
    public Params(StreamInput in) throws IOException {
      this(
          in.readOptionalString(),
          in.readVInt(),
          in.readOptionalNamedWriteable(QueryBuilder.class),
          in.readEnum(LeaveOut.class),
          Strategy.of(in.readString()),
          in.readDouble(),
          in.readDouble(),
          in.readEnum(VariantsShown.class),
          in.readOptionalString(),
          in.readOptionalString());
    }

    /** Writes to the wire. */
    public void writeTo(StreamOutput out) throws IOException {
      out.writeOptionalString(userId);
      out.writeVInt(size);
      out.writeOptionalNamedWriteable(filter);
      out.writeEnum(leaveOut);
      out.writeString(strategy.wireName());
      out.writeDouble(diversity);
      out.writeDouble(exploration);
      out.writeEnum(variants);
      out.writeOptionalString(sessionId);
      out.writeOptionalString(audience);
    }
  }

  private final Params params;

  public RecommendRequest(String catalog, String index, Params params) {
    super(catalog, index);
    this.params = params;
  }

  /** Reads from the wire. */
  public RecommendRequest(StreamInput in) throws IOException {
    super(in);
    params = new Params(in);
  }

  @Override
  public void writeTo(StreamOutput out) throws IOException {
    super.writeTo(out);
    params.writeTo(out);
  }

  Params params() {
    return params;
  }
}
