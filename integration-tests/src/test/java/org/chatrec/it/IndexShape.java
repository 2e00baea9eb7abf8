package org.chatrec.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.chatrec.node.Rest;

/**
 * An index that somebody has, with five things in it, as {@code index-shapes.txt} describes them.
 *
 * @param about what the first declaration is refused for; empty where it is taken
 * @param index its body
 * @param changes of the usual declaration
 * @param setup what else there is about it
 */
record IndexShape(String name, String about, String index, String changes, String setup) {

  private static final String VECTOR =
      "{'type':'knn_vector','dimension':%s,'method':{'name':'hnsw','engine':'lucene','space_type':'cosinesimil'}}";
  private static final List<String> THINGS =
      List.of("copper pan", "bread knife", "espresso machine", "salad bowl", "wooden spoon");

  static List<IndexShape> all() {
    try (InputStream file =
        Objects.requireNonNull(IndexShape.class.getResourceAsStream("index-shapes.txt"))) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(IndexShape::of)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static IndexShape of(String line) {
    String[] parts = line.split("\\|", -1);
    String about = parts[1].strip();
    return new IndexShape(
        parts[0].strip(),
        about.equals("works") ? "" : about,
        parts[2].strip(),
        parts[3].strip(),
        parts[4].strip());
  }

  boolean works() {
    return about.isEmpty();
  }

  boolean isRouted() {
    return setup.equals("routing");
  }

  /** Whether a copy of the documents lacks what the index left out, so that they come once more. */
  boolean isResent() {
    return setup.equals("resend");
  }

  /** The catalogue, and what it is declared over. */
  String place() {
    return "shape-" + name;
  }

  /** Makes the index with its documents. */
  void make(Rest rest) {
    boolean alias = setup.startsWith("alias");
    List<String> indices =
        setup.startsWith("alias-two")
            ? List.of(place() + "-1", place() + "-2")
            : List.of(alias ? place() + "-1" : place());
    indices.forEach(index -> rest.put("/" + index, body().toString()).orFail());
    for (int i = 0; i < THINGS.size(); i++) {
      // of two indices, each has some
      write(rest, indices.get(i % indices.size()), "t" + i, THINGS.get(i));
    }
    indices.forEach(index -> rest.post("/" + index + "/_refresh", "").orFail());
    if (alias) {
      indices.forEach(index -> rest.post("/_aliases", alias(index).toString()).orFail());
    }
    if (setup.equals("closed")) {
      rest.post("/" + place() + "/_close", "").orFail();
    }
    if (setup.equals("unreadable")) {
      rest.put("/" + place() + "/_settings", "{\"index.blocks.read\":true}").orFail();
    }
  }

  private ObjectNode alias(String index) {
    ObjectNode add = Json.of("index", index, "alias", place());
    if (setup.equals("alias-two-written") && index.endsWith("2")) {
      add.put("is_write_index", true);
    }
    if (setup.equals("alias-filtered")) {
      add.set("filter", Json.object("{'exists':{'field':'title'}}"));
    }
    return Json.of("actions", List.of(Json.of("add", add)));
  }

  /** Writes a document, as whoever owns the index does. */
  void write(Rest rest, String index, String id, String title) {
    String routing = isRouted() ? "?routing=seller-" + id : "";
    rest.put("/" + index + "/_doc/" + id + routing, document(title).toString()).orFail();
  }

  private static ObjectNode document(String title) {
    return Json.object(
            """
            {'kind':'kitchen','price':12.5,'name':'thing','variants':[{'size':'S'},{'size':'L'}],
             'maker':{'name':'Acme'}}
            """)
        .put("title", title);
  }

  private ObjectNode body() {
    ObjectNode said =
        Json.object(index.replace("V", VECTOR.formatted(384)).replace("C", VECTOR.formatted(64)));
    ObjectNode properties =
        Json.object(
            """
            {'title':{'type':'text'},'kind':{'type':'keyword'},'price':{'type':'float'},
             'name':{'type':'keyword'},'added':{'type':'date'},
             'variants':{'properties':{'size':{'type':'keyword'}}},
             'maker':{'properties':{'name':{'type':'keyword'}}}}
            """);
    properties.setAll((ObjectNode) said.get("p"));
    ObjectNode mappings = Json.of("properties", properties);
    if (said.has("m")) {
      mappings.setAll((ObjectNode) said.get("m"));
    }
    ObjectNode settings = Json.of("number_of_replicas", 0);
    if (said.path("knn").asBoolean()) {
      settings.put("index.knn", true);
    }
    if (said.has("s")) {
      settings.setAll((ObjectNode) said.get("s"));
    }
    return Json.of("settings", settings, "mappings", mappings);
  }

  /** The declaration that somebody begins with. */
  JsonNode declaration() {
    ObjectNode usual =
        Json.object(
            """
            {'title_field':'title','text_fields':['title'],'filter_fields':['kind','price'],
             'model':'all-minilm-l6-v2','embed_fields':['title'],'vector_field':'item_vector'}
            """);
    usual.put("index", place());
    usual.setAll(Json.object(changes));
    return usual;
  }

  @Override
  public String toString() {
    return name;
  }
}
