package org.chatrec.people.profile;

import org.opensearch.action.support.PlainActionFuture;
import org.opensearch.common.unit.TimeValue;
import org.opensearch.core.action.ActionListener;
import org.opensearch.transport.client.Client;

/**
 * Obtains people as whoever asks, which takes the permission {@link PersonActions#READ} for the
 * catalogue's index.
 */
public final class People {

  private static final TimeValue TIMEOUT = TimeValue.timeValueSeconds(30);

  private final Client client;

  /**
   * @param client of the caller; one that assigns a parent task ends the reading with that task
   */
  public People(Client client) {
    this.client = client;
  }

  /** Answers with the person, or fails with a 403 that names the permission. */
  public void find(PersonRequest request, ActionListener<Person> listener) {
    client.execute(
        PersonActions.READ,
        request,
        ActionListener.wrap(
            found -> listener.onResponse(found.person()),
            e -> listener.onFailure(Naming.denied(PersonActions.READ.name(), request, e))));
  }

  /** Begins to read a person. */
  public PlainActionFuture<Person> begin(PersonRequest request) {
    PlainActionFuture<Person> person = PlainActionFuture.newFuture();
    find(request, person);
    return person;
  }

  /** The person, for threads that may wait. */
  public Person get(PersonRequest request) {
    return begin(request).actionGet(TIMEOUT);
  }
}
