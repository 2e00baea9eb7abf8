package org.chatrec.chaos;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
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

  /** A part that takes longer than that is never acknowledged, which is a finding. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Workload workload;
  private final Map<String, Object> table = new LinkedHashMap<>();

  public Chaos(Workload workload) {
    this.workload = workload;
  }

  /**
   * Sends all events in as many parts as there are faults; each part is sent while its fault
   * happens, and the next fault waits for it, so that the end does not depend on how fast the
   * machine is.
   *
   * @param trouble how many faults, and how long each of them lasts
   */
  public void disturb(Cluster cluster, String catalog, Trouble trouble) {
    int nodes = cluster.nodes().size();
    workload.prepare(cluster.rest(), catalog, Math.min(1, nodes - 1));
    Sabotage sabotage = new Sabotage(cluster, catalog, workload.seed());
    List<List<ObjectNode>> batches = workload.batches(BATCH);
    try (Clients clients = new Clients(cluster, catalog, AT_ONCE)) {
      List<Sabotage.Fault> faults =
          List.of(
              sabotage.close(clients::withoutItems),
              sabotage.hang(),
              sabotage.kill(clients::sentAgain));
      for (int part = 0; part < trouble.faults(); part++) {
        int from = batches.size() * part / trouble.faults();
        int to = batches.size() * (part + 1) / trouble.faults();
        int middle = (from + to) / 2; // some are on their way when it begins, some come later
        Sabotage.Fault fault = faults.get(part % faults.size());
        clients.send(batches.subList(from, middle));
        fault.during(
            () -> {
              clients.send(batches.subList(middle, to));
              Pause.millis(trouble.hold());
            },
            clients::done);
        clients.await(PATIENCE);
      }
      table.put("events acknowledged", clients.acknowledged());
      table.put("requests sent again", clients.sentAgain());
      table.put("people whose items were away", clients.withoutItems());
    }
    table.putAll(sabotage.done());
  }

  /**
   * What happens while events are sent: the items' index is closed, a node hangs, a node is killed,
   * and so on in turn.
   *
   * @param faults how many
   * @param hold how long a node hangs and the items are away each time, in milliseconds
   */
  public record Trouble(int faults, long hold) {}

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
    table.put("people compared", calm.people().size());
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
      wrongs.add(
          "not everything is as if nothing had happened: "
              + differences
              + ", in these parts of profiles: "
              + disturbed.parts(calm));
    }
    if (!calm.people().keySet().equals(users()) || calm.items().isEmpty()) {
      wrongs.add("of " + users().size() + " people, " + calm.people().size() + " were learned");
    }
    return wrongs;
  }

  /** What was done and found. */
  public Map<String, Object> table() {
    return table;
  }

  /** The whole of it, where the calm catalogue is on the same cluster under another name. */
  public List<String> runBeside(Cluster cluster, Trouble trouble) {
    disturb(cluster, "disturbed", trouble);
    Learned disturbed = learned(cluster.rest(), "disturbed");
    calm(cluster.rest(), "calm");
    return compare(disturbed, learned(cluster.rest(), "calm"));
  }
}
