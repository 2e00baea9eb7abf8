package org.chatrec.people.profile;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.chatrec.ranking.profile.EventType;
import org.chatrec.ranking.profile.Interest;
import org.chatrec.ranking.profile.InterestProfile;
import org.chatrec.ranking.profile.ItemPreference;
import org.chatrec.ranking.profile.RememberedEvent;
import org.chatrec.ranking.profile.UserHistory;
import org.chatrec.search.UserFacts;
import org.jspecify.annotations.Nullable;

/**
 * Profiles as documents. Vectors are base64 of big-endian float32, a third of their size as JSON
 * numbers; events are short arrays for the same reason. Field order of the arrays is part of the
 * stored format: append, never reorder. What was written before {@link #FORMAT} 2 held preferences
 * instead of events; it is read, and made anew when it is next used.
 */
final class ProfileCodec {

  private static final int FORMAT = 2;

  private ProfileCodec() {}

  static Map<String, Object> toSource(UserProfile profile) {
    Map<String, Object> source = new LinkedHashMap<>();
    source.put("catalog", profile.catalog());
    source.put("user_id", profile.userId());
    source.put("updated", profile.history().updatedMillis());
    source.put("history", history(profile.history()));
    source.put("interests", interests(profile));
    source.put("dislikes", Map.of("list", interests(profile.interests().dislikes())));
    return source;
  }

  static UserProfile fromSource(Map<String, Object> source) {
    Map<String, Object> history = map(source.get("history"));
    Map<String, Object> interests = map(source.get("interests"));
    return new UserProfile(
        (String) source.get("catalog"),
        (String) source.get("user_id"),
        readHistory(history, number(source.get("updated")).longValue()),
        new InterestProfile(readInterests(interests), readInterests(map(source.get("dislikes")))),
        readTaste(map(interests.get("taste"))),
        standing(history, interests),
        (String) interests.get("space"),
        RecentItemCodec.read(list(interests.get("recent"))),
        RecentItemCodec.readPresent(interests.get("present")),
        texts(interests.get("texts")));
  }

  private static UserProfile.Standing standing(
      Map<String, Object> history, Map<String, Object> interests) {
    if (isOutdated(history)) {
      return UserProfile.Standing.OUTDATED;
    }
    return Boolean.TRUE.equals(interests.get("due"))
        ? UserProfile.Standing.DUE
        : UserProfile.Standing.CURRENT;
  }

  /** A history that was left out by its reader is of no format. */
  private static boolean isOutdated(Map<String, Object> history) {
    return !history.isEmpty() && !(history.get("format") instanceof Number);
  }

  private static Map<String, Object> interests(UserProfile profile) {
    Map<String, Object> interests = new LinkedHashMap<>();
    interests.put("list", interests(profile.interests().interests()));
    Taste taste = profile.taste();
    if (taste != null) {
      interests.put(
          "taste", Map.of("generation", taste.generation(), "vector", encode(taste.vector())));
    }
    if (profile.standing() == UserProfile.Standing.DUE) {
      interests.put("due", true);
    }
    if (profile.space() != null) {
      interests.put("space", profile.space());
    }
    if (!profile.recent().isEmpty()) {
      interests.put("recent", RecentItemCodec.rows(profile.recent()));
    }
    if (!profile.texts().isEmpty()) {
      interests.put("texts", new TreeMap<>(profile.texts()));
    }
    if (!profile.present().isEmpty()) { // on its way to who asked, never stored
      interests.put("present", RecentItemCodec.toMap(profile.present()));
    }
    return interests;
  }

  private static Map<String, String> texts(@Nullable Object stored) {
    Map<String, String> texts = new HashMap<>();
    map(stored).forEach((item, hash) -> texts.put(item, (String) hash));
    return texts;
  }

  private static @Nullable Taste readTaste(Map<String, Object> stored) {
    return stored.isEmpty()
        ? null
        : new Taste(
            number(stored.get("generation")).longValue(), decode((String) stored.get("vector")));
  }

  private static Map<String, Object> history(UserHistory history) {
    Map<String, Object> stored = new LinkedHashMap<>();
    stored.put("format", FORMAT);
    stored.put("kept", history.events().stream().map(ProfileCodec::row).toList());
    stored.put("events", history.eventCount());
    stored.put("liked", history.likedCount());
    UserHistory.Earlier earlier = history.earlier();
    if (!earlier.items().isEmpty()) {
      stored.put("earlier", earlier.items().stream().map(ProfileCodec::row).toList());
      stored.put("earlier_events", earlier.events());
    }
    return stored;
  }

  private static List<Object> row(RememberedEvent event) {
    List<Object> row = new ArrayList<>();
    row.add(event.key());
    row.add(event.type().wireName());
    row.add(event.itemId());
    row.add(event.timestampMillis());
    row.add(event.value());
    row.add(event.session());
    while (row.getLast() == null) {
      row.removeLast();
    }
    return row;
  }

  private static List<Object> row(ItemPreference item) {
    List<Object> row = new ArrayList<>();
    row.add(item.itemId());
    row.add(item.preference());
    row.add(item.lastEventMillis());
    row.add(item.events());
    row.add(item.opinion());
    row.add(item.opinionMillis());
    row.add(item.evidenceFor());
    row.add(item.evidenceAgainst());
    return row;
  }

  /** How much is known, from a document that was read without its items. */
  static UserFacts facts(Map<String, Object> source) {
    Map<String, Object> history = map(source.get("history"));
    return new UserFacts(
        history.get("events") instanceof Number events ? events.longValue() : 0,
        history.get("liked") instanceof Number liked ? liked.intValue() : 0);
  }

  private static UserHistory readHistory(Map<String, Object> history, long updated) {
    boolean outdated = isOutdated(history);
    Object items = history.get(outdated ? "items" : "earlier");
    Object count = history.get(outdated ? "events" : "earlier_events");
    UserHistory.Earlier earlier =
        new UserHistory.Earlier(
            list(items).stream().map(ProfileCodec::readItem).toList(),
            count instanceof Number known ? known.longValue() : 0);
    List<RememberedEvent> events =
        list(history.get("kept")).stream().map(ProfileCodec::readEvent).toList();
    return UserHistory.of(earlier, events, updated);
  }

  private static RememberedEvent readEvent(Object element) {
    List<?> row = list(element);
    return new RememberedEvent(
        (String) row.get(0),
        EventType.of((String) row.get(1)),
        (String) row.get(2),
        row.size() > 4 && row.get(4) instanceof Number value ? value.doubleValue() : null,
        number(row.get(3)).longValue(),
        row.size() > 5 ? (String) row.get(5) : null);
  }

  private static ItemPreference readItem(Object element) {
    List<?> row = list(element);
    return new ItemPreference(
        (String) row.get(0),
        number(row.get(1)).doubleValue(),
        number(row.get(2)).longValue(),
        number(row.get(3)).intValue(),
        row.get(4) instanceof Number opinion ? opinion.doubleValue() : null,
        number(row.get(5)).longValue(),
        number(row.get(6)).longValue(),
        number(row.get(7)).longValue());
  }

  private static List<Map<String, Object>> interests(List<Interest> interests) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Interest interest : interests) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("weight", interest.weight());
      row.put("items", interest.itemIds());
      row.put("vector", encode(interest.vector()));
      row.put("share", interest.share());
      if (interest.pinned()) {
        row.put("pinned", true);
      }
      rows.add(row);
    }
    return rows;
  }

  private static List<Interest> readInterests(Map<String, Object> stored) {
    List<Interest> interests = new ArrayList<>();
    for (Object element : list(stored.get("list"))) {
      Map<String, Object> row = map(element);
      double weight = number(row.get("weight")).doubleValue();
      interests.add(
          new Interest(
              decode((String) row.get("vector")),
              weight,
              list(row.get("items")).stream().map(String::valueOf).toList(),
              row.get("share") instanceof Number share ? share.doubleValue() : shareBehind(weight),
              Boolean.TRUE.equals(row.get("pinned"))));
    }
    return interests;
  }

  /** Shares were not stored before; weights were from 0.95 to 1, and linear in them. */
  private static double shareBehind(double weight) {
    return Math.clamp((weight - 0.95) / 0.05, 0, 1);
  }

  static String encode(float[] vector) {
    ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES);
    bytes.asFloatBuffer().put(vector);
    return Base64.getEncoder().encodeToString(bytes.array());
  }

  static float[] decode(String text) {
    ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(text));
    float[] vector = new float[bytes.remaining() / Float.BYTES];
    bytes.asFloatBuffer().get(vector);
    return vector;
  }

  @SuppressWarnings("unchecked") // JSON object keys are strings
  private static Map<String, Object> map(@Nullable Object value) {
    return value == null ? Map.of() : (Map<String, Object>) value;
  }

  private static List<?> list(@Nullable Object value) {
    return value == null ? List.of() : (List<?>) value;
  }

  private static Number number(Object value) {
    return (Number) value;
  }
}
