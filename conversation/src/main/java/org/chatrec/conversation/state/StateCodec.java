package org.chatrec.conversation.state;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** Dialogue states as JSON. Unknown fields are ignored, so that an older node can read on. */
public final class StateCodec {
  private final ObjectMapper mapper =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  public String write(DialogueState state) {
    try {
      return mapper.writeValueAsString(state);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("[state] holds a value that is not JSON", e);
    }
  }

  /**
   * @throws IllegalArgumentException if the text is not a state
   */
  public DialogueState read(String json) {
    try {
      return mapper.readValue(json, DialogueState.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("[state] is not a stored dialogue state", e);
    }
  }
}
