package org.chatrec.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.chatrec.node.LaunchException;
import org.chatrec.node.Rest;

/**
 * Loads a dataset: declares the catalogue, indexes the items through the catalogue's own ingest
 * pipeline, sends the events, trains. Loading again changes nothing: items keep their ids, events
 * are counted once by theirs.
 */
public final class Loader {
  private static final String API = "/_plugins/_chatrec/catalogs/";
  private static final JsonMapper JSON = new JsonMapper();
  private static final int ITEMS_AT_ONCE = 100;

  /** While one is written to the index, the texts of the next are embedded. */
  private static final int BULKS_AT_ONCE = 2;

  private final Rest rest;
  private final PrintStream out;
  private final boolean terminal;

  /**
   * @param rest the node
   * @param out where progress goes
   * @param terminal whether a line there can be written over
   */
  public Loader(Rest rest, PrintStream out, boolean terminal) {
    this.rest = rest;
    this.out = out;
    this.terminal = terminal;
  }

  /** Loads all of it. */
  public void load(Dataset data, int eventsAtOnce) {
    declare(data);
    index(data);
    send(data, eventsAtOnce);
    train(data);
  }

  /** Declares the catalogue where it is not there. */
  public void declare(Dataset data) {
    String path = API + data.catalog();
    if (rest.get(path).status() == 200) {
      out.printf("catalogue  %s is there already%n", data.catalog());
      return;
    }
    checked("declaring the catalogue", rest.put(path, data.definition().toString()));
    out.printf("catalogue  %s created%n", data.catalog());
  }

  /** Indexes the items through the catalogue's own ingest pipeline. */
  public void index(Dataset data) {
    List<Dataset.Item> items = data.items();
    ProgressBar bar = new ProgressBar(out, terminal, "items", items.size());
    ExecutorService senders = Executors.newFixedThreadPool(BULKS_AT_ONCE);
    try {
      List<Future<Integer>> sent = new ArrayList<>();
      for (int from = 0; from < items.size(); from += ITEMS_AT_ONCE) {
        List<Dataset.Item> batch =
            items.subList(from, Math.min(items.size(), from + ITEMS_AT_ONCE));
        sent.add(senders.submit(() -> bulk(data.catalog(), batch)));
      }
      sent.forEach(bulk -> bar.advance(done(bulk)));
    } finally {
      senders.shutdownNow();
    }
    checked("refreshing the index", rest.post("/" + data.catalog() + "/_refresh", ""));
    bar.finish("indexed with their vectors");
  }

  private static int done(Future<Integer> bulk) {
    try {
      return bulk.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new LaunchException("indexing failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LaunchException("interrupted while indexing", e);
    }
  }

  private int bulk(String index, List<Dataset.Item> batch) {
    String lines = batch.stream().map(Loader::action).collect(Collectors.joining());
    JsonNode answer = checked("indexing", rest.postLines("/" + index + "/_bulk", lines));
    for (JsonNode item : answer.path("items")) {
      JsonNode error = item.path("index").path("error");
      if (!error.isMissingNode()) {
        throw new LaunchException(
            "item " + item.path("index").path("_id").asText() + " was refused: " + error);
      }
    }
    return batch.size();
  }

  private static String action(Dataset.Item item) {
    ObjectNode action = JSON.createObjectNode();
    action.putObject("index").put("_id", item.id());
    return action + "\n" + item.source() + "\n";
  }

  /** Sends the events. */
  public void send(Dataset data, int atOnce) {
    List<ObjectNode> events = data.events();
    ProgressBar bar = new ProgressBar(out, terminal, "events", events.size());
    int duplicates = 0;
    for (int from = 0; from < events.size(); from += atOnce) {
      List<ObjectNode> batch = events.subList(from, Math.min(events.size(), from + atOnce));
      duplicates += post(data.catalog(), batch).path("duplicate").asInt();
      bar.advance(batch.size());
    }
    bar.finish("sent" + (duplicates == 0 ? "" : ", " + duplicates + " were known already"));
  }

  private JsonNode post(String catalog, List<ObjectNode> batch) {
    String lines = batch.stream().map(event -> event + "\n").collect(Collectors.joining());
    JsonNode answer = checked("sending events", rest.postLines(API + catalog + "/events", lines));
    if (!answer.path("rejected").isEmpty()) {
      throw new LaunchException("events were rejected: " + answer.path("rejected").get(0));
    }
    return answer;
  }

  /** Trains and waits. */
  public void train(Dataset data) {
    out.print("training   ");
    out.flush();
    checked("training", rest.post(API + data.catalog() + "/train?wait_for_completion=true", ""));
    out.println("done");
  }

  private static JsonNode checked(String doing, Rest.Answer answer) {
    if (answer.status() >= 300) {
      JsonNode reason = answer.body().path("error").path("reason");
      throw new LaunchException(
          "%s failed with HTTP %s: %s"
              .formatted(
                  doing,
                  answer.status(),
                  reason.isMissingNode() ? answer.body() : reason.asText()));
    }
    return answer.body();
  }
}
