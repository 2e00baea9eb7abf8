package org.chatrec.people.profile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chatrec.ranking.profile.PresentInterest;
import org.chatrec.ranking.profile.RecentItem;
import org.jspecify.annotations.Nullable;

/** What a person is after, as documents hold it. */
final class RecentItemCodec {

  private RecentItemCodec() {}

  static List<Map<String, Object>> rows(List<RecentItem> recent) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (RecentItem item : recent) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("item", item.itemId());
      row.put("preference", item.preference());
      row.put("timestamp", item.timestampMillis());
      if (item.session() != null) {
        row.put("session", item.session());
      }
      row.put("vector", ProfileCodec.encode(item.vector()));
      rows.add(row);
    }
    return rows;
  }

  static List<RecentItem> read(List<?> stored) {
    List<RecentItem> recent = new ArrayList<>();
    for (Object element : stored) {
      Map<?, ?> row = (Map<?, ?>) element;
      recent.add(
          new RecentItem(
              (String) row.get("item"),
              ((Number) row.get("preference")).doubleValue(),
              ((Number) row.get("timestamp")).longValue(),
              (String) row.get("session"),
              ProfileCodec.decode((String) row.get("vector"))));
    }
    return recent;
  }

  static Map<String, Object> toMap(PresentInterest present) {
    return Map.of(
        "vectors", present.vectors().stream().map(ProfileCodec::encode).toList(),
        "weights", ProfileCodec.encode(present.weights()),
        "strength", present.strength());
  }

  static PresentInterest readPresent(@Nullable Object stored) {
    return stored instanceof Map<?, ?> map
        ? new PresentInterest(
            ((List<?>) map.get("vectors"))
                .stream().map(vector -> ProfileCodec.decode((String) vector)).toList(),
            ProfileCodec.decode((String) map.get("weights")),
            ((Number) map.get("strength")).doubleValue())
        : PresentInterest.NONE;
  }
}
