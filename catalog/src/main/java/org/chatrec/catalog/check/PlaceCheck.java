package org.chatrec.catalog.check;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.chatrec.catalog.check.IndexPicture.Kind;

/** What the name stands for: items have to be found, and written, by their ids. */
final class PlaceCheck implements Check {

  private static final String INDEX = "index";
  private static final List<String> WRITE_BLOCKS =
      List.of(
          "index.blocks.write", "index.blocks.read_only", "index.blocks.read_only_allow_delete");

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
    picture.indices().stream().flatMap(PlaceCheck::blocks).forEach(found::add);
    return found;
  }

  /** What an open index refuses all the same; the host says so at the first request alone. */
  private static Stream<Finding> blocks(IndexShape index) {
    Stream<Finding> reads =
        index.isTrue(IndexShape.READ_BLOCK)
            ? Stream.of(
                Finding.error(
                    INDEX,
                    barred(index, IndexShape.READ_BLOCK, "read"),
                    lift(index, IndexShape.READ_BLOCK)))
            : Stream.empty();
    return Stream.concat(
        reads, WRITE_BLOCKS.stream().filter(index::isTrue).map(block -> unwritten(index, block)));
  }

  private static Finding unwritten(IndexShape index, String block) {
    return Finding.warning(
        INDEX,
        barred(index, block, "written to")
            + ": its items are found, but nothing is embedded or learned there",
        lift(index, block));
  }

  private static String barred(IndexShape index, String block, String what) {
    return index.name() + " cannot be " + what + ", because [" + block + "] is true";
  }

  private static Call lift(IndexShape index, String block) {
    return Call.put(
        "/" + index.name() + "/_settings", Collections.singletonMap(block, (Object) null));
  }

  private static Call writeIndex(IndexPicture picture) {
    Map<String, Object> add =
        Map.of("index", picture.names().getLast(), "alias", picture.name(), "is_write_index", true);
    return Call.post(
        "/_aliases", Map.of("actions", List.of(Map.of("add", Objects.requireNonNull(add)))));
  }
}
