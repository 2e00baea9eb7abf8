package org.chatrec.search;

import java.io.IOException;
import java.util.List;
import org.chatrec.catalog.support.Checks;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.common.io.stream.Writeable;
import org.opensearch.core.xcontent.ToXContentFragment;
import org.opensearch.core.xcontent.XContentBuilder;

/** Where the vectors of an {@code interest} query come from: exactly one of three places. */
public sealed interface InterestSource extends Writeable, ToXContentFragment
    permits InterestSource.OfUser, InterestSource.OfItems, InterestVectors {

  /** Most vectors or items in one query. */
  int MOST = 100;

  /** What a source is called on the wire; names stay, whatever is added. */
  String kind();

  /** The oldest wire format that has all of it. */
  default int needs() {
    return WireFormat.FIRST;
  }

  /** Writes a source with its kind. */
  static void write(InterestSource source, StreamOutput out) throws IOException {
    out.writeString(source.kind());
    source.writeTo(out);
  }

  /** Reads what {@link #write} wrote. */
  static InterestSource read(StreamInput in) throws IOException {
    String kind = in.readString();
    return switch (kind) {
      case OfUser.KIND -> new OfUser(in.readString(), in.readString());
      case OfItems.KIND -> new OfItems(in.readStringList());
      case InterestVectors.KIND -> new InterestVectors(in);
      case InterestVectors.OF_INDEX -> InterestVectors.readOfIndex(in);
      default -> throw new IOException("unknown source of interests [" + kind + "]");
    };
  }

  /**
   * What a user of a catalogue likes.
   *
   * @param catalog name of the catalogue
   * @param userId the user
   */
  record OfUser(String catalog, String userId) implements InterestSource {
    static final String KIND = "user";

    /** Checks that both are there. */
    public OfUser {
      Checks.present("catalog", catalog);
      Checks.present("user_id", userId);
    }

    @Override
    public String kind() {
      return KIND;
    }

    @Override
    public void writeTo(StreamOutput out) throws IOException {
      out.writeString(catalog);
      out.writeString(userId);
    }

    @Override
    public XContentBuilder toXContent(XContentBuilder builder, Params params) throws IOException {
      return builder.field("catalog", catalog).field("user_id", userId);
    }
  }

  /**
   * Items of the searched indices.
   *
   * @param ids document ids, at least one
   */
  record OfItems(List<String> ids) implements InterestSource {
    static final String KIND = "items";

    /** Checks and copies the list. */
    public OfItems {
      Checks.atMost("items", ids.size(), MOST);
      if (ids.isEmpty()) {
        throw new IllegalArgumentException("[items] must name at least one item");
      }
      ids = List.copyOf(ids);
    }

    @Override
    public String kind() {
      return KIND;
    }

    @Override
    public void writeTo(StreamOutput out) throws IOException {
      out.writeStringCollection(ids);
    }

    @Override
    public XContentBuilder toXContent(XContentBuilder builder, Params params) throws IOException {
      return builder.field("items", ids);
    }
  }
}
