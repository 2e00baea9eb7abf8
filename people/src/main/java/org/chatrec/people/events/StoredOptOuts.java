package org.chatrec.people.events;

import java.util.Collection;
import java.util.Set;
import org.chatrec.people.preferences.PreferenceStore;
import org.chatrec.people.privacy.Erased;
import org.chatrec.people.privacy.UserEraser;

/** Opting out as a stated preference. */
public final class StoredOptOuts implements OptOuts {

  private final PreferenceStore store;
  private final UserEraser eraser;

  public StoredOptOuts(PreferenceStore store, UserEraser eraser) {
    this.store = store;
    this.eraser = eraser;
  }

  @Override
  public Set<String> among(String catalog, Collection<String> userIds) {
    return store.optedOut(catalog, userIds);
  }

  @Override
  public void forget(String catalog, String userId) {
    Erased unused = eraser.erase(catalog, userId);
  }
}
