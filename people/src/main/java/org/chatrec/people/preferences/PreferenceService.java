package org.chatrec.people.preferences;

import java.util.LinkedHashMap;
import java.util.Map;
import org.chatrec.catalog.Catalog;
import org.chatrec.people.privacy.UserEraser;

/**
 * Keeps what users say of themselves, by the REST API and in chats. Who opts out is forgotten at
 * once: the wish is written first, so that events that come meanwhile are refused, and what was
 * learned is deleted before the answer.
 */
public final class PreferenceService {

  private final PreferenceStore store;
  private final UserEraser eraser;

  public PreferenceService(PreferenceStore store, UserEraser eraser) {
    this.store = store;
    this.eraser = eraser;
  }

  /** The answer of {@code PUT /catalogs/{c}/users/{u}/preferences}. */
  public Map<String, Object> put(Catalog catalog, String userId, PreferenceChange change) {
    Preferences after = store.update(catalog.name(), userId, change::on);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("user_id", userId);
    answer.put("preferences", after.toMap());
    if (after.optOut()) {
      answer.put("erased", eraser.erase(catalog.name(), userId).total());
    }
    return answer;
  }
}
