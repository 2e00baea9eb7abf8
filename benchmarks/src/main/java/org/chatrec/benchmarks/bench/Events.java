package org.chatrec.benchmarks.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.chatrec.benchmarks.report.Commit;
import org.chatrec.benchmarks.report.Latencies;
import org.chatrec.benchmarks.report.Report;
import org.chatrec.node.Cluster;
import org.chatrec.node.Commands;
import org.chatrec.node.LaunchException;
import org.chatrec.node.NodeHome;
import org.chatrec.node.NodeOptions;
import org.chatrec.node.Project;
import org.chatrec.node.Rest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * A nightly load of events into one node with a small heap, in the largest bulks that are taken,
 * one after the other: events a second in each tenth of the load (profiles grow, the rate should
 * not fall), the heap after it, impressions a second, how long an event takes to be seen by the
 * next query, and a recommendation beside a plain match query. Fails where a bulk is refused.
 *
 * <p>People are active as a Zipf law has it (exponent {@value #ZIPF}) and care for {@value
 * #KINDS_OF_ONE} of the {@value MadeUpCatalog#KINDS} kinds: at 10,000 items a few have 500 items,
 * most have some.
 */
@Command(name = "events", description = "events a second, heap, and what a recommendation takes")
public final class Events implements Runnable {

  private static final double ZIPF = 0.5;
  private static final int KINDS_OF_ONE = 10;
  private static final int PARTS = 10;
  private static final int CALLS = 300;
  private static final int WARM_UP = 100;
  private static final long FIRST = 1_760_000_000_000L;
  private static final String[] TYPES = {"view", "view", "view", "click", "add_to_cart", "like"};

  @Option(names = "--events", paramLabel = "N", description = "all in all (${DEFAULT-VALUE})")
  private int events = 2_000_000;

  @Option(names = "--impressions", paramLabel = "N", description = "after them (${DEFAULT-VALUE})")
  private int impressions = 500_000;

  @Option(names = "--people", paramLabel = "N", description = "of how many (${DEFAULT-VALUE})")
  private int people = 50_000;

  @Option(names = "--items", paramLabel = "N", description = "about how many (${DEFAULT-VALUE})")
  private int items = 10_000;

  @Option(names = "--bulk", paramLabel = "N", description = "events a request (${DEFAULT-VALUE})")
  private int bulk = 10_000;

  @Option(names = "--heap", paramLabel = "SIZE", description = "the node's (${DEFAULT-VALUE})")
  private String heap = "1g";

  @Option(names = "--data", paramLabel = "DIR", description = "not used; events are made up")
  private @Nullable Path data;

  @Option(names = "--out", paramLabel = "FILE", description = "where the JSON goes")
  private @Nullable Path out;

  @Option(names = "--home", paramLabel = "DIR", description = "where the node lives")
  private @Nullable Path home;

  @Option(names = "--port", paramLabel = "P", description = "the node's port (${DEFAULT-VALUE})")
  private int port = 9276;

  private final Random random = new Random(17);
  private double[] reach = {};

  /** Entry point; ends the Java machine with the command's status. */
  public static void main(String[] words) {
    System.exit(Commands.run(new Events(), words));
  }

  @Override
  public void run() {
    Project project = Project.current();
    Report report = new Report("events");
    Path folder = home == null ? project.root().resolve("target/bench-home") : home;
    new NodeHome(folder).clear();
    NodeHome node = NodeHome.assemble(folder, project.parts(), Optional.of(project.zip()));
    reach = activity();
    try (Cluster cluster = Cluster.start(node, NodeOptions.single(port).withHeap(heap))) {
      Rest rest = cluster.rest();
      MadeUpCatalog catalog = new MadeUpCatalog(rest, "events", items);
      catalog.load();
      heap(rest, "before", report);
      load(rest, catalog, report);
      heap(rest, "after events", report);
      impressions(rest, catalog, report);
      heap(rest, "after impressions", report);
      catalog.train();
      visible(rest, catalog, report);
      recommend(rest, catalog, report);
    }
    report.print(System.out);
    Path file = out == null ? project.root().resolve("target/bench/events.json") : out;
    report.write(file, Commit.of(project.root()));
  }

  private void load(Rest rest, MadeUpCatalog catalog, Report report) {
    AtomicLong number = new AtomicLong();
    for (int part = 1; part <= PARTS; part++) {
      send(rest, catalog, events / PARTS, number, null).add(report, "events, part " + part);
    }
  }

  private void impressions(Rest rest, MadeUpCatalog catalog, Report report) {
    send(rest, catalog, impressions, new AtomicLong(), "impression").add(report, "impressions");
  }

  /**
   * How fast events were taken.
   *
   * @param each events a second
   * @param cpu microseconds of the node's processors for an event: what other programs of the
   *     machine take away is not in it
   */
  private record Rate(double each, double cpu) {

    void add(Report report, String what) {
      System.out.println(what + ": " + Math.round(each) + "/s, " + Math.round(cpu) + " us of CPU");
      report.add(what, "throughput", each, "events/s");
      report.add(what, "node's CPU", cpu, "us/event");
    }
  }

  /** Sends in bulks, made before the clock runs. */
  private Rate send(
      Rest rest, MadeUpCatalog catalog, int count, AtomicLong number, @Nullable String type) {
    long nanos = 0;
    long cpu = cpuMillis(rest);
    for (int sent = 0; sent < count; sent += bulk) {
      String body = body(Math.min(bulk, count - sent), number, type);
      long began = System.nanoTime();
      Rest.Answer answer = rest.post(catalog.path() + "/events", body);
      nanos += System.nanoTime() - began;
      taken(answer.orFail());
    }
    return new Rate(count / (nanos / 1e9), 1e3 * (cpuMillis(rest) - cpu) / count);
  }

  private static long cpuMillis(Rest rest) {
    JsonNode nodes = rest.get("/_nodes/stats/process").orFail().path("nodes");
    return nodes.elements().next().at("/process/cpu/total_in_millis").asLong();
  }

  private static void taken(JsonNode answer) {
    if (!answer.path("rejected").isEmpty() || answer.path("waiting_for_items").asInt() > 0) {
      throw new LaunchException("not all events were taken: " + answer);
    }
  }

  private String body(int count, AtomicLong number, @Nullable String type) {
    StringBuilder lines = new StringBuilder();
    for (int n = 0; n < count; n++) {
      long id = number.getAndIncrement();
      String kind = type == null ? TYPES[random.nextInt(TYPES.length)] : type;
      int person = person();
      lines.append(n == 0 ? "{\"events\":[" : ",");
      lines.append("{\"event_id\":\"").append(kind.charAt(0)).append(id);
      lines.append("\",\"user_id\":\"u").append(person).append("\",\"item_id\":\"i");
      lines.append(item(person)).append("\",\"type\":\"").append(kind);
      lines.append("\",\"timestamp\":").append(FIRST + 1_000 * id).append('}');
    }
    return lines.append("]}").toString();
  }

  /** Of how many people, counted from the most active on, so much of all that is done is. */
  private double[] activity() {
    double[] sums = new double[people];
    double sum = 0;
    for (int n = 0; n < people; n++) {
      sum += Math.pow(n + 1.0, -ZIPF);
      sums[n] = sum;
    }
    return sums;
  }

  private int person() {
    double place = random.nextDouble() * reach[people - 1];
    int found = Arrays.binarySearch(reach, place);
    return Math.min(people - 1, found < 0 ? -found - 1 : found);
  }

  /** Of the kinds that a person cares for. */
  private int item(int person) {
    int kind = (person * 7 + random.nextInt(KINDS_OF_ONE) * 31) % MadeUpCatalog.KINDS;
    int nth = random.nextInt(Math.max(1, items / MadeUpCatalog.KINDS));
    return nth * MadeUpCatalog.KINDS + kind;
  }

  private static void heap(Rest rest, String when, Report report) {
    JsonNode nodes = rest.get("/_nodes/stats/jvm").orFail().path("nodes");
    JsonNode jvm = nodes.elements().next().path("jvm");
    JsonNode old = jvm.at("/mem/pools/old");
    System.out.println(
        "heap, " + when + ": " + jvm.at("/mem/heap_used_in_bytes").asLong() / 1_000_000 + " MB");
    report.add("heap, " + when, "used", jvm.at("/mem/heap_used_in_bytes").asDouble() / 1e6, "MB");
    report.add(
        "heap, " + when,
        "old, last gc",
        old.at("/last_gc_stats/used_in_bytes").asDouble() / 1e6,
        "MB");
    report.add("heap, " + when, "old, peak", old.at("/peak_used_in_bytes").asDouble() / 1e6, "MB");
  }

  /** An event is sent; the next read of the person has it. */
  private void visible(Rest rest, MadeUpCatalog catalog, Report report) {
    Latencies both = new Latencies();
    for (int n = 0; n < CALLS; n++) {
      String user = "fresh" + n;
      long began = System.nanoTime();
      rest.post(
              catalog.path() + "/events",
              "{\"events\":[{\"user_id\":\"" + user + "\",\"item_id\":\"i1\",\"type\":\"like\"}]}")
          .orFail();
      JsonNode seen = rest.get(catalog.path() + "/users/" + user).orFail();
      both.addNanos(System.nanoTime() - began);
      if (seen.path("interests").isEmpty()) {
        throw new LaunchException("the next read has not seen the event: " + seen);
      }
    }
    report.addLatencies("an event and the read that sees it", both);
  }

  /**
   * In turns, so that all meet the same node. Whose interests a load has left due waits for them
   * once: the first call is a figure of its own.
   */
  private void recommend(Rest rest, MadeUpCatalog catalog, Report report) {
    Latencies first = new Latencies();
    Latencies recommend = new Latencies();
    Latencies match = new Latencies();
    for (int n = -WARM_UP; n < CALLS; n++) {
      String body = "{\"user_id\":\"u" + person() + "\"}";
      int kind = random.nextInt(MadeUpCatalog.KINDS);
      long one = nanos(() -> rest.post(catalog.path() + "/recommend", body).orFail());
      long plain =
          nanos(
              () ->
                  rest.post(
                          catalog.index() + "/_search",
                          "{\"_source\":[\"title\"],\"query\":{\"match\":{\"title\":\"kind"
                              + kind
                              + "\"}}}")
                      .orFail());
      long again = nanos(() -> rest.post(catalog.path() + "/recommend", body).orFail());
      if (n >= 0) {
        first.addNanos(one);
        match.addNanos(plain);
        recommend.addNanos(again);
      }
    }
    report.addLatencies("recommend, first after a load", first);
    report.addLatencies("recommend", recommend);
    report.addLatencies("match query", match);
    times(report, "recommend, first after a load", first, match);
    times(report, "recommend", recommend, match);
  }

  private static long nanos(Runnable call) {
    long began = System.nanoTime();
    call.run();
    return System.nanoTime() - began;
  }

  private static void times(Report report, String what, Latencies taken, Latencies match) {
    double times = taken.percentile(50) / match.percentile(50);
    report.add(what, "/ match query, p50", times, "x");
  }
}
