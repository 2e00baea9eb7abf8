package org.chatrec.embedding;

import org.jspecify.annotations.Nullable;

/**
 * What there is to know of a model, whether it works or not.
 *
 * @param name the folder's name
 * @param info its identity; null if its files cannot be read
 * @param details what model.json says; null if its files cannot be read
 * @param device where it runs; null unless it is loaded
 * @param batchTokens tokens that a run of it holds, padding included; null unless it is loaded
 * @param loading whether it is being loaded ahead of its use
 * @param error what is wrong with its files, or was when it was last to be loaded; null if nothing
 */
public record ModelStatus(
    String name,
    @Nullable ModelInfo info,
    @Nullable Details details,
    @Nullable DeviceInUse device,
    @Nullable Integer batchTokens,
    boolean loading,
    @Nullable String error) {

  /**
   * What a model's configuration says of it.
   *
   * @param kind {@code encoder} or {@code cross-encoder}
   * @param pooling {@code mean}, {@code cls}, {@code last}, {@code none}, or {@code score} of a
   *     cross-encoder
   * @param queryPrefix put before queries
   * @param documentPrefix put before documents
   * @param precision of the weights; empty where it is not said, as the others
   * @param license SPDX identifier
   * @param source where its files come from
   * @param bytes size of its files
   */
  public record Details(
      String kind,
      String pooling,
      String queryPrefix,
      String documentPrefix,
      String precision,
      String license,
      String source,
      long bytes) {}

  /** Whether it can be used without being read first. */
  public boolean loaded() {
    return device != null;
  }

  static ModelStatus broken(String name, @Nullable String error) {
    return new ModelStatus(name, null, null, null, null, false, String.valueOf(error));
  }

  static ModelStatus loaded(ModelFolder folder, LoadedModel model) {
    return new ModelStatus(
        folder.info().name(),
        folder.info(),
        details(folder),
        model.device(),
        model.batchTokens(),
        false,
        null);
  }

  static ModelStatus waiting(ModelFolder folder, boolean loading, @Nullable String error) {
    return new ModelStatus(
        folder.info().name(), folder.info(), details(folder), null, null, loading, error);
  }

  private static Details details(ModelFolder folder) {
    ModelSpec spec = folder.spec();
    return new Details(
        spec.kind(),
        spec.pooling().label(),
        spec.queryPrefix(),
        spec.documentPrefix(),
        spec.notes().precision(),
        spec.notes().license(),
        spec.notes().source(),
        folder.bytes());
  }
}
