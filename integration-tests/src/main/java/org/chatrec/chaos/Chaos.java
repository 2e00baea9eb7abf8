package org.chatrec.chaos;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chatrec.node.Cluster;
import org.chatrec.node.Rest;

/**
 * Sends events to a cluster while things happen to it; then compares what it learned with what is
 * learned where nothing happens, from the same events, person by person and in another order.
 */
public final class Chaos {
  private static final int BATCH = 40;
  private static final int AT_ONCE = 4;

  private final Workload workload;
  private final Map<String, Object> table = new LinkedHashMap<>();

  public Chaos(Workload workload) {
    this.workload = workload;
  }

  /**
   * Sends all events, and does what there is to do for as long as they take.
   *
   * @param hold how long a node hangs and the items are away each time, in milliseconds
   */
  public void disturb(Cluster cluster, String catalog, long hold) {
    int nodes = cluster.nodes().size();
    workload.prepare(cluster.rest(), catalog, Math.min(1, nodes - 1));
    Sabotage sabotage = new Sabotage(cluster, catalog, hold, workload.seed());
    List<Runnable> faults = new ArrayList<>(List.of(sabotage::close, sabotage::hang));
    faults.add(sabotage::kill);
    try (Clients clients = new Clients(cluster, catalog, workload.batches(BATCH), AT_ONCE)) {
      for (int next = 0; !clients.done() || next < faults.size(); next++) {
        faults.get(next % faults.size()).run();
      }
      table.put("events acknowledged", clients.acknowledged());
      table.put("requests sent again", clients.sentAgain());
      table.put("people whose items were away", clients.withoutItems());
    }
    table.putAll(sabotage.done());
  }

  /** Sends the same events where nothing happens. */
  public void calm(Rest rest, String catalog) {
    workload.prepare(rest, catalog, 0);
    for (List<ObjectNode> ofUser : workload.byUser().values()) {
      Rest.Answer answer =
          rest.post(Workload.API + catalog + "/events", Workload.body(ofUser.reversed()));
      if (answer.orFail().path("accepted").asInt() != ofUser.size()) {
        throw new IllegalStateException("not all events were taken: " + answer.body());
      }
    }
  }

  /** Reads what a catalogue has learned. */
  Learned learned(Rest rest, String catalog) {
    return Learned.read(rest, catalog, users());
  }

  private Set<String> users() {
    return workload.byUser().keySet();
  }

  /** Compares, and returns what is wrong; nothing if all is well. */
  List<String> compare(Learned disturbed, Learned calm) {
    Learned.Differences differences = disturbed.from(calm);
    table.put("people", calm.people().size());
    table.put("people whose profile differs", differences.people());
    table.put("people whose number of events differs", differences.counts());
    table.put("items whose vector differs", differences.items());
    List<String> wrongs = new ArrayList<>();
    workload
        .byUser()
        .forEach(
            (user, events) -> {
              if (calm.counts().get(user) != events.size()) {
                wrongs.add(
                    user + " has " + calm.counts().get(user) + " events of " + events.size());
              }
            });
    if (!differences.none()) {
      wrongs.add("not everything is as if nothing had happened: " + differences);
    }
    if (calm.people().isEmpty() || calm.items().isEmpty()) {
      wrongs.add("nothing was learned at all");
    }
    return wrongs;
  }

  /** What was done and found. */
  public Map<String, Object> table() {
    return table;
  }

  /** The whole of it, where the calm catalogue is on the same cluster under another name. */
  public List<String> runBeside(Cluster cluster, long hold) {
    disturb(cluster, "disturbed", hold);
    Learned disturbed = learned(cluster.rest(), "disturbed");
    calm(cluster.rest(), "calm");
    return compare(disturbed, learned(cluster.rest(), "calm"));
  }
}
