package org.chatrec.people.profile;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.chatrec.people.preferences.Preferences;
import org.chatrec.ranking.profile.SeenItems;
import org.chatrec.search.UserFacts;
import org.opensearch.core.action.ActionResponse;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;

/** A person, for whoever was allowed to rank for them. */
public final class PersonResponse extends ActionResponse {

  private final Person person;

  PersonResponse(Person person) {
    this.person = person;
  }

  /** Reads from the wire. */
  public PersonResponse(StreamInput in) throws IOException {
    super(in);
    Map<String, Object> profile = in.readMap();
    person =
        new Person(
            ProfileCodec.fromSource(profile == null ? Map.of() : profile),
            new Preferences(in.readStringList(), in.readStringList(), in.readBoolean()),
            new UserFacts(in.readVLong(), in.readVInt()),
            in.readBoolean(),
            new SeenItems(
                Set.copyOf(in.readStringList()),
                Set.copyOf(in.readStringList()),
                in.readBoolean()));
  }

  @Override
  public void writeTo(StreamOutput out) throws IOException {
    out.writeMap(ProfileCodec.toSource(person.profile()));
    out.writeStringCollection(person.said().likes());
    out.writeStringCollection(person.said().dislikes());
    out.writeBoolean(person.said().optOut());
    out.writeVLong(person.facts().events());
    out.writeVInt(person.facts().liked());
    out.writeBoolean(person.whole());
    out.writeStringCollection(person.seen().seen());
    out.writeStringCollection(person.seen().had());
    out.writeBoolean(person.seen().whole());
  }

  /** Who was asked for. */
  public Person person() {
    return person;
  }
}
