package org.chatrec.rest.chat;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.chatrec.conversation.answer.Asides;
import org.chatrec.ranking.vector.Vectors;
import org.chatrec.retrieval.QueryEmbedder;

/** Finds the question that means the same as a message, with the catalogue's own model. */
final class QuestionMeaning {

  private static final int MAX_BYTES = 16 << 20;

  /**
   * How far a question lies above what is usual between the message and what people ask of items,
   * in standard deviations. Of eighteen ways to ask one of seven questions about a shop ("refund
   * policy"), sixteen lie above with MiniLM and fifteen with bge-small; of 28 messages about items
   * none does, the highest is 3.9. What asks whether something is sold ("do you have travel bags?")
   * comes higher, and is not compared.
   */
  private static final double NEAR = 4.5;

  /** What people say of items. */
  private static final List<String> OF_ITEMS =
      List.of(
          "red shoes in size forty",
          "a quiet vacuum cleaner",
          "films with robots",
          "something warm for the winter",
          "do you have blue lamps?",
          "is the first one heavy?",
          "which one is the cheapest?",
          "what colours are there?",
          "can you show me more?",
          "a present for my mother",
          "who made this?",
          "how big is it?",
          "are there any comedies?",
          "tell me about the second one",
          "how do I fix a bicycle?",
          "what is the weather like?",
          "where does this come from?",
          "when was it made?",
          "does it need batteries?",
          "can you find a novel about the sea?");

  private final QueryEmbedder embedder;
  private final Cache<Key, List<float[]>> cache =
      Caffeine.newBuilder()
          .maximumWeight(MAX_BYTES)
          .weigher((Key key, List<float[]> vectors) -> bytes(vectors))
          .build();

  QuestionMeaning(QueryEmbedder embedder) {
    this.embedder = embedder;
  }

  private record Key(String model, List<String> texts) {}

  private static int bytes(List<float[]> vectors) {
    return vectors.stream().mapToInt(vector -> Float.BYTES * vector.length + 400).sum();
  }

  /** By one model; without it, or without the time for it, nothing is near. */
  Asides.Meaning of(String model) {
    return (message, questions) -> nearest(model, message, questions);
  }

  private OptionalInt nearest(String model, String message, List<String> questions) {
    List<float[]> known = vectors(model, questions);
    List<float[]> usual = vectors(model, OF_ITEMS);
    List<float[]> asked = embedder.embed(model, List.of(message));
    return known.isEmpty() || usual.isEmpty() || asked.isEmpty()
        ? OptionalInt.empty()
        : nearest(known, usual, asked.getFirst());
  }

  private List<float[]> vectors(String model, List<String> texts) {
    Key key = new Key(model, texts);
    List<float[]> kept = cache.getIfPresent(key);
    if (kept != null) {
      return kept;
    }
    List<float[]> vectors = embedder.embed(model, texts);
    if (!vectors.isEmpty()) {
      cache.put(key, vectors);
    }
    return vectors;
  }

  static OptionalInt nearest(List<float[]> questions, List<float[]> usual, float[] asked) {
    int best = 0;
    double highest = -1;
    for (int i = 0; i < questions.size(); i++) {
      double cosine = Vectors.cosine(questions.get(i), asked);
      if (cosine > highest) {
        highest = cosine;
        best = i;
      }
    }
    double[] others = usual.stream().mapToDouble(other -> Vectors.cosine(other, asked)).toArray();
    double mean = Arrays.stream(others).average().orElse(0);
    double variance = Arrays.stream(others).map(c -> (c - mean) * (c - mean)).average().orElse(0);
    return highest - mean >= NEAR * Math.sqrt(variance)
        ? OptionalInt.of(best)
        : OptionalInt.empty();
  }
}
