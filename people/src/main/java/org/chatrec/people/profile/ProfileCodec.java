package org.chatrec.people.profile;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chatrec.ranking.profile.Interest;
import org.chatrec.ranking.profile.InterestProfile;
import org.chatrec.ranking.profile.ItemPreference;
import org.chatrec.ranking.profile.UserHistory;
import org.chatrec.search.UserFacts;
import org.jspecify.annotations.Nullable;

/**
 * Profiles as documents. Vectors are base64 of big-endian float32, a third of their size as JSON
 * numbers; items are short arrays for the same reason. Field order of the arrays is part of the
 * stored format: append, never reorder.
 */
final class ProfileCodec {

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
    return new UserProfile(
        (String) source.get("catalog"),
        (String) source.get("user_id"),
        readHistory(map(source.get("history")), ((Number) source.get("updated")).longValue()),
        new InterestProfile(
            readInterests(map(source.get("interests"))),
            readInterests(map(source.get("dislikes")))),
        readTaste(map(map(source.get("interests")).get("taste"))));
  }

  private static Map<String, Object> interests(UserProfile profile) {
    Map<String, Object> interests = new LinkedHashMap<>();
    interests.put("list", interests(profile.interests().interests()));
    Taste taste = profile.taste();
    if (taste != null) {
      interests.put(
          "taste", Map.of("generation", taste.generation(), "vector", encode(taste.vector())));
    }
    return interests;
  }

  private static @Nullable Taste readTaste(Map<String, Object> stored) {
    return stored.isEmpty()
        ? null
        : new Taste(
            number(stored.get("generation")).longValue(), decode((String) stored.get("vector")));
  }

  private static Map<String, Object> history(UserHistory history) {
    List<List<Object>> items = new ArrayList<>();
    for (ItemPreference item : history.items()) {
      List<Object> row = new ArrayList<>();
      row.add(item.itemId());
      row.add(item.preference());
      row.add(item.lastEventMillis());
      row.add(item.events());
      row.add(item.opinion());
      row.add(item.opinionMillis());
      row.add(item.evidenceFor());
      row.add(item.evidenceAgainst());
      items.add(row);
    }
    return Map.of(
        "items", items,
        "recent", history.recentEventIds(),
        "events", history.eventCount(),
        "liked", liked(history));
  }

  private static int liked(UserHistory history) {
    return (int) history.items().stream().filter(item -> item.preference() > 0).count();
  }

  /** How much is known, from a document that was read without its items. */
  static UserFacts facts(Map<String, Object> source) {
    Map<String, Object> history = map(source.get("history"));
    return new UserFacts(
        history.get("events") instanceof Number events ? events.longValue() : 0,
        history.get("liked") instanceof Number liked ? liked.intValue() : 0);
  }

  private static UserHistory readHistory(Map<String, Object> history, long updated) {
    if (history.isEmpty()) { // left out by a reader that needs only the interests
      return new UserHistory(List.of(), List.of(), 0, updated);
    }
    List<ItemPreference> items = new ArrayList<>();
    for (Object element : list(history.get("items"))) {
      List<?> row = list(element);
      items.add(
          new ItemPreference(
              (String) row.get(0),
              number(row.get(1)).doubleValue(),
              number(row.get(2)).longValue(),
              number(row.get(3)).intValue(),
              row.get(4) instanceof Number opinion ? opinion.doubleValue() : null,
              number(row.get(5)).longValue(),
              number(row.get(6)).longValue(),
              number(row.get(7)).longValue()));
    }
    return new UserHistory(
        items,
        list(history.get("recent")).stream().map(String::valueOf).toList(),
        number(history.get("events")).longValue(),
        updated);
  }

  private static List<Map<String, Object>> interests(List<Interest> interests) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Interest interest : interests) {
      rows.add(
          Map.of(
              "weight", interest.weight(),
              "items", interest.itemIds(),
              "vector", encode(interest.vector())));
    }
    return rows;
  }

  private static List<Interest> readInterests(Map<String, Object> stored) {
    List<Interest> interests = new ArrayList<>();
    for (Object element : list(stored.get("list"))) {
      Map<String, Object> row = map(element);
      interests.add(
          new Interest(
              decode((String) row.get("vector")),
              number(row.get("weight")).doubleValue(),
              list(row.get("items")).stream().map(String::valueOf).toList()));
    }
    return interests;
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
