package org.chatrec.people.preferences;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chatrec.ranking.profile.StatedInterest;
import org.jspecify.annotations.Nullable;

/** What is said of interests, as documents and exports hold it. */
public final class StatedInterestCodec {

  private StatedInterestCodec() {}

  /** As plain values. */
  public static List<Map<String, Object>> toSource(List<StatedInterest> stated) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (StatedInterest said : stated) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("items", said.itemIds());
      row.put("removed", said.removed());
      row.put("pinned", said.pinned());
      if (said.weight() != null) {
        row.put("weight", said.weight());
      }
      row.put("said", said.saidMillis());
      rows.add(row);
    }
    return rows;
  }

  static List<StatedInterest> fromSource(@Nullable Object stored) {
    List<StatedInterest> stated = new ArrayList<>();
    for (Object element : stored instanceof List<?> list ? list : List.of()) {
      Map<?, ?> row = (Map<?, ?>) element;
      stated.add(
          new StatedInterest(
              ((List<?>) row.get("items")).stream().map(String::valueOf).toList(),
              Boolean.TRUE.equals(row.get("removed")),
              Boolean.TRUE.equals(row.get("pinned")),
              row.get("weight") instanceof Number weight ? weight.doubleValue() : null,
              row.get("said") instanceof Number said ? said.longValue() : 0));
    }
    return stated;
  }
}
