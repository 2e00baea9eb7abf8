package org.chatrec.search;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.opensearch.common.io.stream.BytesStreamOutput;
import org.opensearch.common.xcontent.XContentHelper;
import org.opensearch.core.common.bytes.BytesReference;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.common.io.stream.Writeable;
import org.opensearch.core.xcontent.DeprecationHandler;
import org.opensearch.core.xcontent.MediaType;
import org.opensearch.core.xcontent.MediaTypeRegistry;
import org.opensearch.core.xcontent.NamedXContentRegistry;
import org.opensearch.core.xcontent.XContentBuilder;
import org.opensearch.core.xcontent.XContentParser;
import org.opensearch.core.xcontent.XContentParser.Token;

/**
 * Fields of a document, by their paths, as {@code _source.includes} and {@code _source.excludes}
 * say them, without patterns. What is not wanted is skipped over while a document is copied.
 *
 * @param includes all of them where there are none
 */
public record SourceFields(List<String> includes, List<String> excludes) implements Writeable {

  /** All fields. */
  public static final SourceFields ALL = new SourceFields(List.of(), List.of());

  /** Copies. */
  public SourceFields {
    includes = List.copyOf(includes);
    excludes = List.copyOf(excludes);
  }

  /** Reads from the wire. */
  public SourceFields(StreamInput in) throws IOException {
    this(in.readStringList(), in.readStringList());
  }

  @Override
  public void writeTo(StreamOutput out) throws IOException {
    out.writeStringCollection(includes);
    out.writeStringCollection(excludes);
  }

  /** Copies documents; for one thread. */
  Copier copier() {
    return new Copier(this);
  }

  /** What comes of the field at a path. */
  private record Fate(boolean wanted, boolean parted) {}

  private Fate fate(String path) {
    String below = path + ".";
    boolean wanted =
        !excludes.contains(path)
            && (includes.isEmpty()
                || includes.stream().anyMatch(p -> p.equals(path) || path.startsWith(p + ".")));
    boolean parted =
        wanted
            ? excludes.stream().anyMatch(p -> p.startsWith(below))
            : !excludes.contains(path) && includes.stream().anyMatch(p -> p.startsWith(below));
    return new Fate(wanted, parted);
  }

  /** Copies documents, and remembers what comes of their fields. */
  static final class Copier {
    private final SourceFields fields;
    private final Map<String, Fate> fates = new HashMap<>();

    private Copier(SourceFields fields) {
      this.fields = fields;
    }

    /** The wanted fields of a document, in the format that it has. */
    BytesReference copy(BytesReference document) throws IOException {
      MediaType type = MediaTypeRegistry.xContentType(document);
      BytesStreamOutput out = new BytesStreamOutput(Math.min(1024, document.length()));
      try (XContentParser parser =
              XContentHelper.createParser(
                  NamedXContentRegistry.EMPTY,
                  DeprecationHandler.IGNORE_DEPRECATIONS,
                  document,
                  type);
          XContentBuilder into = new XContentBuilder(type.xContent(), out)) {
        parser.nextToken();
        object(parser, into, "");
      }
      return out.bytes();
    }

    private void object(XContentParser parser, XContentBuilder into, String path)
        throws IOException {
      into.startObject();
      while (parser.nextToken() == Token.FIELD_NAME) {
        String name = parser.currentName();
        String at = path.isEmpty() ? name : path + "." + name;
        Fate fate = fates.computeIfAbsent(at, fields::fate);
        boolean holds = holds(parser.nextToken());
        if (fate.wanted() || fate.parted() && holds) {
          value(parser, into.field(name), at, fate);
        } else {
          parser.skipChildren();
        }
      }
      into.endObject();
    }

    private static boolean holds(Token token) {
      return token == Token.START_OBJECT || token == Token.START_ARRAY;
    }

    private void value(XContentParser parser, XContentBuilder into, String path, Fate fate)
        throws IOException {
      if (!fate.parted() || !holds(parser.currentToken())) {
        into.copyCurrentStructure(parser);
      } else if (parser.currentToken() == Token.START_OBJECT) {
        object(parser, into, path);
      } else {
        into.startArray();
        while (parser.nextToken() != Token.END_ARRAY) {
          if (fate.wanted() || holds(parser.currentToken())) {
            value(parser, into, path, fate);
          }
        }
        into.endArray();
      }
    }
  }
}
