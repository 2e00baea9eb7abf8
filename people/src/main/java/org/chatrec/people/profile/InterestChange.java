package org.chatrec.people.profile;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.common.io.stream.Writeable;

/**
 * What a person wants of one of their interests; what is null stays as it is.
 *
 * @param removed whether it is to go
 * @param pinned whether it is to stay, as a main one
 * @param weight how much it is to count, from 0 to 1
 */
public record InterestChange(boolean removed, @Nullable Boolean pinned, @Nullable Double weight)
    implements Writeable {

  /** The interest is to go. */
  public static final InterestChange REMOVAL = new InterestChange(true, null, null);

  /** Reads from the wire. */
  public InterestChange(StreamInput in) throws IOException {
    this(in.readBoolean(), in.readOptionalBoolean(), in.readOptionalDouble());
  }

  @Override
  public void writeTo(StreamOutput out) throws IOException {
    out.writeBoolean(removed);
    out.writeOptionalBoolean(pinned);
    out.writeOptionalDouble(weight);
  }
}
