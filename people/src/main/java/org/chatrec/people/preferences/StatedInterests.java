package org.chatrec.people.preferences;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.chatrec.ranking.profile.StatedInterest;

/**
 * What persons say of their interests: beside their events, the other thing profiles are made of.
 */
@FunctionalInterface
public interface StatedInterests {

  /** Nobody says anything. */
  StatedInterests NONE = (catalog, userIds) -> Map.of();

  /** By user, in the order in which it was said; users who say nothing are left out. */
  Map<String, List<StatedInterest>> of(String catalog, Collection<String> userIds);
}
