package org.chatrec.rest.mcp;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.CatalogIndices;
import org.chatrec.catalog.CatalogPipelines;
import org.chatrec.catalog.support.Body;
import org.opensearch.action.search.SearchAction;
import org.opensearch.action.search.SearchRequest;
import org.opensearch.action.search.SearchResponse;
import org.opensearch.common.xcontent.json.JsonXContent;
import org.opensearch.core.action.ActionListener;
import org.opensearch.core.common.bytes.BytesReference;
import org.opensearch.core.xcontent.DeprecationHandler;
import org.opensearch.core.xcontent.XContentBuilder;
import org.opensearch.core.xcontent.XContentParser;
import org.opensearch.rest.RestRequest;
import org.opensearch.search.SearchHit;
import org.opensearch.search.builder.SearchSourceBuilder;
import org.opensearch.transport.client.node.NodeClient;

/**
 * The tool {@code search}: words and meaning within a filter, for a person where one is named. A
 * search of the catalogue's index as the caller, with {@code ext.chatrec} and with the catalogue's
 * own search pipeline, whichever the index has: its filter and its rules hold here as well.
 */
final class SearchTool {

  private static final int DEFAULT_SIZE = 10;
  private static final int MOST = 100;
  private static final String WITHIN = "10s";

  private final CatalogIndices catalogs;

  SearchTool(CatalogIndices catalogs) {
    this.catalogs = catalogs;
  }

  /** What is asked for, read before anything is done. */
  private record Asked(
      String text, int size, Map<String, Object> filter, Map<String, Object> personal) {

    static Asked of(Map<String, Object> arguments) {
      Body body = Body.of("", arguments);
      Map<String, Object> filter = body.object("filter");
      Map<String, Object> personal = new LinkedHashMap<>();
      personal.put("retrieval", "hybrid");
      for (String name : List.of("user_id", "session_id")) {
        String value = body.optionalId(name);
        if (value != null) {
          personal.put(name, value);
        }
      }
      Asked asked =
          new Asked(
              body.string("query"),
              body.integer("size", DEFAULT_SIZE, 1, MOST),
              filter == null ? Map.of() : filter,
              personal);
      body.done();
      return asked;
    }

    Map<String, Object> source(Catalog catalog) {
      Map<String, Object> match =
          Map.of(
              "multi_match",
              Map.of("query", text, "fields", catalog.textFields(), "type", "most_fields"));
      Map<String, Object> bool = new LinkedHashMap<>();
      bool.put("must", match);
      if (!filter.isEmpty()) {
        bool.put("filter", filter);
      }
      return Map.of(
          "query",
          Map.of("bool", bool),
          "size",
          size,
          "_source",
          Map.of("excludes", vectors(catalog)),
          "ext",
          Map.of("chatrec", personal),
          "search_pipeline",
          CatalogPipelines.search(catalog),
          "timeout",
          WITHIN);
    }

    private static List<String> vectors(Catalog catalog) {
      return Stream.of(catalog.vectorField(), catalog.collaborativeField())
          .filter(Objects::nonNull)
          .flatMap(field -> Stream.of(field, field + "_meta"))
          .toList();
    }
  }

  void call(
      RestRequest request,
      NodeClient client,
      String catalog,
      Map<String, Object> arguments,
      ActionListener<ToolResult> listener) {
    Asked asked = Asked.of(arguments);
    catalogs.find(
        catalog,
        ActionListener.wrap(
            declared ->
                client.execute(
                    SearchAction.INSTANCE,
                    new SearchRequest(declared.index())
                        .source(parsed(request, asked.source(declared))),
                    ActionListener.map(listener, SearchTool::result)),
            listener::onFailure));
  }

  private static SearchSourceBuilder parsed(RestRequest request, Map<String, Object> source)
      throws IOException {
    try (XContentBuilder json = JsonXContent.contentBuilder().map(source);
        XContentParser parser =
            JsonXContent.jsonXContent.createParser(
                request.getXContentRegistry(),
                DeprecationHandler.IGNORE_DEPRECATIONS,
                BytesReference.bytes(json).streamInput())) {
      return SearchSourceBuilder.fromXContent(parser);
    }
  }

  private static ToolResult result(SearchResponse response) throws IOException {
    List<Map<String, Object>> hits = new ArrayList<>();
    for (SearchHit hit : response.getHits()) {
      Map<String, Object> shown = new LinkedHashMap<>();
      shown.put("id", hit.getId());
      shown.put("score", hit.getScore());
      shown.put("source", hit.getSourceAsMap());
      hits.add(shown);
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("hits", hits);
    if (response.isTimedOut()) {
      answer.put("timed_out", true);
    }
    try (XContentBuilder json = JsonXContent.contentBuilder().map(answer)) {
      return new ToolResult(json.toString(), answer, false);
    }
  }
}
