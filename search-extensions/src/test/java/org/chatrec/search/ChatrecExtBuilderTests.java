package org.chatrec.search;

import java.io.IOException;
import org.opensearch.common.xcontent.json.JsonXContent;
import org.opensearch.core.common.Strings;
import org.opensearch.core.common.io.stream.NamedWriteableRegistry;
import org.opensearch.core.xcontent.MediaTypeRegistry;
import org.opensearch.test.EqualsHashCodeTestUtils;
import org.opensearch.test.OpenSearchTestCase;

public class ChatrecExtBuilderTests extends OpenSearchTestCase {

  private ChatrecExtBuilder parse(String json) throws IOException {
    try (var parser = createParser(JsonXContent.jsonXContent, json)) {
      parser.nextToken();
      return ChatrecExtBuilder.parse(parser);
    }
  }

  private static ChatrecExtBuilder copy(ChatrecExtBuilder ext) throws IOException {
    return copyWriteable(
        ext, new NamedWriteableRegistry(java.util.List.of()), ChatrecExtBuilder::new);
  }

  public void testSurvivesWireAndJson() throws IOException {
    for (String user : new String[] {null, "u42"}) {
      ChatrecExtBuilder ext = new ChatrecExtBuilder(randomBoolean(), user);
      EqualsHashCodeTestUtils.checkEqualsAndHashCode(
          ext,
          ChatrecExtBuilderTests::copy,
          original -> new ChatrecExtBuilder(!original.breakdown(), original.userId()));
      String body = Strings.toString(MediaTypeRegistry.JSON, ext);
      String section = body.substring(body.indexOf(':') + 1, body.length() - 1);
      assertEquals(ext, parse(section));
    }
  }

  public void testRefusesWhatItDoesNotKnow() {
    IllegalArgumentException e =
        expectThrows(IllegalArgumentException.class, () -> parse("{\"break_down\":true}"));
    assertTrue(e.getMessage(), e.getMessage().contains("break_down"));
    expectThrows(IllegalArgumentException.class, () -> parse("{\"user_id\":\" \"}"));
    expectThrows(IllegalArgumentException.class, () -> parse("{\"breakdown\":3}"));
  }
}
