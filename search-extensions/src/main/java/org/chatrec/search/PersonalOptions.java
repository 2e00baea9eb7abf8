package org.chatrec.search;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.chatrec.catalog.Rerank;
import org.chatrec.catalog.SignalWeights;
import org.chatrec.catalog.support.Checks;
import org.jspecify.annotations.Nullable;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.common.io.stream.Writeable;
import org.opensearch.core.xcontent.ToXContentFragment;
import org.opensearch.core.xcontent.XContentBuilder;

/**
 * What a request says under {@code ext.chatrec} to the processors of a search pipeline.
 *
 * @param userId for whom the search is; null for nobody in particular
 * @param personalize false keeps the search as it is although it names a user
 * @param weights replace those of the pipeline and the catalogue, by name
 * @param retrieval null for what the pipeline says
 * @param text what is searched for, in words, where the query does not say it; may be null
 * @param diversity from 0, relevance alone, to 1, variety alone; null for what the pipeline says
 * @param seen what is done with items that the person has seen; null for nothing
 * @param rerank how the best hits are put into order once more; null for what the catalogue says
 * @param variants how many of a family the first page shows; null for one where the catalogue
 *     declares what variants share, else all
 * @param sessionId the visit that goes on, in which what was done counts more; null for none
 * @param audience whom the search is shown to, for rules of the business; may be null
 * @param exploration chance that a place among the best is given to a lower ranked item, from 0 to
 *     1; null for none
 */
public record PersonalOptions(
    @Nullable String userId,
    boolean personalize,
    Map<String, Double> weights,
    @Nullable Retrieval retrieval,
    @Nullable String text,
    @Nullable Double diversity,
    @Nullable Seen seen,
    @Nullable Rerank rerank,
    @Nullable VariantsShown variants,
    @Nullable String sessionId,
    @Nullable String audience,
    @Nullable Double exploration)
    implements Writeable, ToXContentFragment {

  /** A request that says nothing. */
  public static final PersonalOptions NONE = of(null);

  /** In no visit, for no audience in particular, and nothing is explored. */
  public PersonalOptions(
      @Nullable String userId,
      boolean personalize,
      Map<String, Double> weights,
      @Nullable Retrieval retrieval,
      @Nullable String text,
      @Nullable Double diversity,
      @Nullable Seen seen,
      @Nullable Rerank rerank,
      @Nullable VariantsShown variants) {
    this(
        userId,
        personalize,
        weights,
        retrieval,
        text,
        diversity,
        seen,
        rerank,
        variants,
        null,
        null,
        null);
  }

  /** A search that is for nobody, whoever sends it. */
  public static final PersonalOptions IMPERSONAL =
      new PersonalOptions(
          null, false, Map.of(), null, null, null, null, null, null, null, null, null);

  /** Checks ranges and names. */
  public PersonalOptions {
    if (userId != null) {
      Checks.present("user_id", userId);
    }
    if (sessionId != null) {
      Checks.present("session_id", sessionId);
    }
    checkWeights(weights);
    weights = Map.copyOf(weights);
    if (text != null) {
      QuestionEmbedder.checked(text);
    }
    if (diversity != null) {
      Checks.unit("diversity", diversity);
    }
    if (exploration != null) {
      Checks.unit("exploration", exploration);
    }
  }

  PersonalOptions(StreamInput in) throws IOException {
    this(
        in.readOptionalString(),
        in.readBoolean(),
        in.readMap(StreamInput::readString, StreamInput::readDouble),
        retrieval(in.readOptionalString()),
        in.readOptionalString(),
        in.readOptionalDouble(),
        null,
        null,
        null,
        null,
        null,
        null);
  }

  /** The same, with what is done with items that the person has seen. */
  PersonalOptions seen(@Nullable Seen wanted) {
    return new PersonalOptions(
        userId,
        personalize,
        weights,
        retrieval,
        text,
        diversity,
        wanted,
        rerank,
        variants,
        sessionId,
        audience,
        exploration);
  }

  /** The same, with how the best hits are put into order once more. */
  PersonalOptions rerank(@Nullable Rerank wanted) {
    return new PersonalOptions(
        userId,
        personalize,
        weights,
        retrieval,
        text,
        diversity,
        seen,
        wanted,
        variants,
        sessionId,
        audience,
        exploration);
  }

  /** The same, with how many of a family the first page shows. */
  PersonalOptions variants(@Nullable VariantsShown wanted) {
    return new PersonalOptions(
        userId,
        personalize,
        weights,
        retrieval,
        text,
        diversity,
        seen,
        rerank,
        wanted,
        sessionId,
        audience,
        exploration);
  }

  /** The same in a visit that goes on. */
  PersonalOptions session(@Nullable String id) {
    return new PersonalOptions(
        userId,
        personalize,
        weights,
        retrieval,
        text,
        diversity,
        seen,
        rerank,
        variants,
        id,
        audience,
        exploration);
  }

  /** The same, shown to an audience. */
  PersonalOptions audience(@Nullable String wanted) {
    return new PersonalOptions(
        userId,
        personalize,
        weights,
        retrieval,
        text,
        diversity,
        seen,
        rerank,
        variants,
        sessionId,
        wanted,
        exploration);
  }

  /** The same, with a chance that lower ranked items are shown. */
  PersonalOptions exploration(@Nullable Double chance) {
    return new PersonalOptions(
        userId,
        personalize,
        weights,
        retrieval,
        text,
        diversity,
        seen,
        rerank,
        variants,
        sessionId,
        audience,
        chance);
  }

  /** The chance that a place among the best is given to a lower ranked item. */
  public double chance() {
    return exploration == null ? 0 : exploration;
  }

  /** A user and nothing else. */
  public static PersonalOptions of(@Nullable String userId) {
    return new PersonalOptions(
        userId, true, Map.of(), null, null, null, null, null, null, null, null, null);
  }

  static @Nullable Retrieval retrieval(@Nullable String label) {
    return label == null ? null : Retrieval.of(label);
  }

  /**
   * Weights of a personal search, those of {@link SignalWeights}.
   *
   * @throws IllegalArgumentException naming what is not accepted
   */
  public static void checkWeights(Map<String, Double> weights) {
    SignalWeights.DEFAULT.with(weights);
  }

  /**
   * All but {@link #seen}, {@link #rerank}, {@link #variants}, {@link #sessionId}, {@link
   * #audience} and {@link #exploration}, which stand behind what older nodes know.
   */
  @Override
  public void writeTo(StreamOutput out) throws IOException {
    out.writeOptionalString(userId);
    out.writeBoolean(personalize);
    out.writeMap(weights, StreamOutput::writeString, StreamOutput::writeDouble);
    out.writeOptionalString(retrieval == null ? null : retrieval.label());
    out.writeOptionalString(text);
    out.writeOptionalDouble(diversity);
  }

  @Override
  public XContentBuilder toXContent(XContentBuilder builder, Params params) throws IOException {
    if (userId != null) {
      builder.field("user_id", userId);
    }
    if (!personalize) {
      builder.field("personalize", false);
    }
    if (!weights.isEmpty()) {
      builder.field("weights", new TreeMap<>(weights));
    }
    if (retrieval != null) {
      builder.field("retrieval", retrieval.label());
    }
    if (text != null) {
      builder.field("text", text);
    }
    if (seen != null) {
      builder.field("seen", seen.label());
    }
    if (rerank != null) {
      builder.field(Rerank.NAME, new TreeMap<>(rerank.toMap()));
    }
    if (variants != null) {
      builder.field("variants", variants.label());
    }
    if (sessionId != null) {
      builder.field("session_id", sessionId);
    }
    if (audience != null) {
      builder.field("audience", audience);
    }
    if (exploration != null) {
      builder.field("exploration", exploration);
    }
    return diversity == null ? builder : builder.field("diversity", diversity);
  }
}
