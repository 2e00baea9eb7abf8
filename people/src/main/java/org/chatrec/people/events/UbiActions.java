package org.chatrec.people.events;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.chatrec.ranking.profile.EventType;

/**
 * What the actions of User Behavior Insights say of an item. The schema leaves their names to the
 * application: these are the ones of its documentation, its generator and its demonstrations, and
 * the names that shops commonly give to the same deeds. Capitals and the joints of words do not
 * matter: {@code addToCart} is {@code add_to_cart}.
 */
final class UbiActions {

  private static final Map<String, EventType> TYPES = new TreeMap<>();

  static {
    name(EventType.IMPRESSION, "impression", "item_impression", "product_impression");
    name(EventType.VIEW, "view", "view_item", "item_view", "product_view", "view_product");
    name(EventType.VIEW, "watch", "play", "listen", "read");
    name(EventType.CLICK, "click", "item_click", "product_click", "result_click", "click_through");
    name(EventType.ADD_TO_CART, "add_to_cart", "add_to_basket", "add_to_bag", "cart");
    name(EventType.REMOVE_FROM_CART, "remove_from_cart", "remove_from_basket", "remove_from_bag");
    name(EventType.RETURN, "return", "return_item", "product_return");
    name(EventType.UNDO, "undo", "unlike", "remove_from_wishlist", "remove_from_favorites");
    name(EventType.PURCHASE, "purchase", "buy", "order", "checkout", "conversion");
    name(EventType.LIKE, "like", "favorite", "favourite", "bookmark", "save", "thumbs_up");
    name(EventType.LIKE, "add_to_wishlist", "add_to_favorites");
    name(EventType.DISLIKE, "dislike", "thumbs_down");
    name(EventType.DISMISS, "dismiss", "declined_product", "hide", "not_interested", "reject");
    name(EventType.RATING, "rating", "rate");
    name(EventType.SEARCH, "search", "on_search", "query");
  }

  private UbiActions() {}

  private static void name(EventType type, String... actions) {
    for (String action : actions) {
      TYPES.put(action, type);
    }
  }

  /**
   * The type of an action.
   *
   * @throws IllegalArgumentException naming the field and the actions that are understood
   */
  static EventType type(String action) {
    EventType type = TYPES.get(plain(action));
    if (type == null) {
      String shown = action.length() > 100 ? action.substring(0, 100) + "…" : action;
      throw new IllegalArgumentException(
          "[action_name] says nothing of an item: understood are "
              + new TreeSet<>(TYPES.keySet())
              + ", was ["
              + shown
              + "]");
    }
    return type;
  }

  private static String plain(String action) {
    return action
        .strip()
        .replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_")
        .replaceAll("[\\s\\-.]+", "_")
        .toLowerCase(Locale.ROOT);
  }
}
