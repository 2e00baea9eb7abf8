package org.chatrec.rest.catalog;

import org.chatrec.rest.support.ContentResponse;
import org.opensearch.action.ActionType;

/** The names by which roles allow catalogue administration. */
public final class CatalogActions {

  /** Declares a catalogue. */
  public static final ActionType<ContentResponse> PUT =
      new ActionType<>("cluster:admin/chatrec/catalog/put", ContentResponse::new);

  /** Shows one catalogue or all. */
  public static final ActionType<ContentResponse> GET =
      new ActionType<>("cluster:admin/chatrec/catalog/get", ContentResponse::new);

  /** Removes a declaration. */
  public static final ActionType<ContentResponse> DELETE =
      new ActionType<>("cluster:admin/chatrec/catalog/delete", ContentResponse::new);

  /** Moves a catalogue to another model. */
  public static final ActionType<ContentResponse> MIGRATE =
      new ActionType<>("cluster:admin/chatrec/catalog/migrate", ContentResponse::new);

  /** Embeds the items that have no vector, or one of an older text. */
  public static final ActionType<ContentResponse> EMBED_MISSING =
      new ActionType<>("cluster:admin/chatrec/catalog/embed_missing", ContentResponse::new);

  /** Leaves the index working without this plugin, and removes the declaration. */
  public static final ActionType<ContentResponse> DETACH =
      new ActionType<>("cluster:admin/chatrec/catalog/detach", ContentResponse::new);

  private CatalogActions() {}
}
