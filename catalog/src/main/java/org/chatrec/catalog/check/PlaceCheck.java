package org.chatrec.catalog.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.chatrec.catalog.check.IndexPicture.Kind;

/** What the name stands for: items have to be found, and written, by their ids. */
final class PlaceCheck implements Check {

  private static final String INDEX = "index";

  @Override
  public List<Finding> of(Examined examined) {
    List<Finding> found = new ArrayList<>();
    IndexPicture picture = examined.picture();
    if (picture.kind() == Kind.DATA_STREAM) {
      found.add(
          Finding.error(
              INDEX,
              picture.name()
                  + " is a data stream, whose documents are never changed; what is learned is"
                  + " written into the items",
              examined.anew()));
    } else if (picture.writeIndex() == null) {
      found.add(
          Finding.error(
              INDEX,
              picture.name()
                  + " is an alias over "
                  + picture.names()
                  + " without a write index, so nothing can be written by its name",
              writeIndex(picture)));
    }
    picture.indices().stream()
        .filter(index -> !index.open())
        .map(
            index ->
                Finding.error(
                    INDEX,
                    index.name() + " is closed",
                    Call.post("/" + index.name() + "/_open", Map.of())))
        .forEach(found::add);
    return found;
  }

  private static Call writeIndex(IndexPicture picture) {
    Map<String, Object> add =
        Map.of("index", picture.names().getLast(), "alias", picture.name(), "is_write_index", true);
    return Call.post(
        "/_aliases", Map.of("actions", List.of(Map.of("add", Objects.requireNonNull(add)))));
  }
}
