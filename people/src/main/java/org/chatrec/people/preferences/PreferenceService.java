package org.chatrec.people.preferences;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.CatalogStore;
import org.chatrec.conversation.plan.Preference;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what users say of themselves, by the REST API and in chats. Who opts out is forgotten at
 * once: the wish is written first, so that events that come meanwhile are refused, and what was
 * learned is deleted before the answer.
 */
public final class PreferenceService {

  private final CatalogStore catalogs;
  private final PreferenceStore store;
  private final UserEraser eraser;

  public PreferenceService(CatalogStore catalogs, PreferenceStore store, UserEraser eraser) {
    this.catalogs = catalogs;
    this.store = store;
    this.eraser = eraser;
  }

  /**
   * A change; what is null stays as it is.
   *
   * @param likes in place of those so far
   * @param dislikes in place of those so far
   */
  public record Change(
      @Nullable List<String> likes, @Nullable List<String> dislikes, @Nullable Boolean optOut) {

    public Preferences on(Preferences before) {
      return new Preferences(
          Objects.requireNonNullElse(likes, before.likes()),
          Objects.requireNonNullElse(dislikes, before.dislikes()),
          Objects.requireNonNullElse(optOut, before.optOut()));
    }
  }

  /** The answer of {@code PUT /catalogs/{c}/users/{u}/preferences}. */
  public Map<String, Object> put(String catalogName, String userId, Change change) {
    Catalog catalog = catalogs.get(catalogName);
    Preferences after = store.update(catalog.name(), userId, change::on);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("user_id", userId);
    answer.put("preferences", after.toMap());
    if (after.optOut()) {
      answer.put("erased", eraser.erase(catalog.name(), userId));
    }
    return answer;
  }

  /** Keeps the opinions on values that a chat message states, unless the user has opted out. */
  public void said(Catalog catalog, String userId, List<Preference> preferences) {
    List<Preference> onValues = preferences.stream().filter(p -> p.value() != null).toList();
    if (!onValues.isEmpty() && !store.get(catalog.name(), userId).optOut()) {
      store.update(catalog.name(), userId, before -> with(before, onValues));
    }
  }

  private static Preferences with(Preferences before, List<Preference> said) {
    Preferences after = before;
    for (Preference preference : said) {
      String value = Objects.requireNonNull(preference.value());
      boolean keeps = !after.optOut() && value.length() <= Preferences.MAX_LENGTH;
      after = keeps ? after.said(preference.like(), value) : after;
    }
    return after;
  }
}
