package org.chatrec.search;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.chatrec.catalog.Rerank;
import org.opensearch.common.xcontent.json.JsonXContent;
import org.opensearch.core.common.Strings;
import org.opensearch.core.common.io.stream.NamedWriteableRegistry;
import org.opensearch.core.xcontent.MediaTypeRegistry;
import org.opensearch.search.builder.SearchSourceBuilder;
import org.opensearch.search.fetch.subphase.FetchSourceContext;
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
    return copyWriteable(ext, new NamedWriteableRegistry(List.of()), ChatrecExtBuilder::new);
  }

  private static ChatrecExtBuilder randomExt() {
    PersonalOptions options =
        new PersonalOptions(
            randomBoolean() ? null : "u42",
            randomBoolean(),
            randomBoolean() ? Map.of() : Map.of("semantic", 0.5, "content", 2.0),
            randomBoolean() ? null : randomFrom(Retrieval.values()),
            randomBoolean() ? null : randomAlphaOfLength(9),
            randomBoolean() ? null : randomDouble(),
            randomBoolean() ? null : randomFrom(Seen.values()),
            randomBoolean() ? null : new Rerank("judge", between(1, Rerank.MOST)),
            randomBoolean() ? null : randomFrom(VariantsShown.values()),
            randomBoolean() ? null : "visit-1",
            randomBoolean() ? null : "child",
            randomBoolean() ? null : randomDouble());
    return ChatrecExtBuilder.with(randomBoolean(), options);
  }

  public void testSurvivesWireAndJson() throws IOException {
    for (int i = 0; i < 20; i++) {
      ChatrecExtBuilder ext = randomExt();
      EqualsHashCodeTestUtils.checkEqualsAndHashCode(
          ext,
          ChatrecExtBuilderTests::copy,
          original -> ChatrecExtBuilder.with(!original.breakdown(), original.personal()));
      String body = Strings.toString(MediaTypeRegistry.JSON, ext);
      String section = body.substring(body.indexOf(':') + 1, body.length() - 1);
      assertEquals(ext, parse(section));
    }
  }

  public void testWhatAProcessorWantsTravelsButIsNoPartOfRequests() throws IOException {
    SearchSourceBuilder source = new SearchSourceBuilder().ext(List.of(randomExt()));
    ChatrecExtBuilder before = ChatrecExtBuilder.of(source);
    ChatrecExtBuilder.showVectors(source, "v");
    ChatrecExtBuilder after = ChatrecExtBuilder.of(source);
    assertEquals(List.of("v"), copy(after).vectorFields());
    ChatrecExtBuilder.rankFirst(source, 77);
    assertEquals(77, copy(ChatrecExtBuilder.of(source)).window());
    assertEquals(List.of("v"), copy(ChatrecExtBuilder.of(source)).vectorFields());
    ChatrecExtBuilder.showVectors(source, "v", "cf", "w");
    assertEquals(List.of("v", "cf", "w"), copy(ChatrecExtBuilder.of(source)).vectorFields());
    SourceFields fields = new SourceFields(List.of("title"), List.of("v"));
    ChatrecExtBuilder.showFields(source.fetchSource("a", "b"), fields);
    assertEquals(fields, copy(ChatrecExtBuilder.of(source)).sourceFields());
    assertEquals(
        new FetchSourceContext(true, new String[] {"title"}, new String[] {"v"}),
        source.fetchSource());
    assertEquals(List.of("v", "cf", "w"), copy(ChatrecExtBuilder.of(source)).vectorFields());
    assertEquals(77, copy(ChatrecExtBuilder.of(source)).window());
    assertEquals(before.personal(), copy(ChatrecExtBuilder.of(source)).personal());
    assertEquals(before.personal(), after.personal());
    assertEquals(before.breakdown(), after.breakdown());
    expectThrows(IllegalArgumentException.class, () -> parse("{\"vector_field\":\"v\"}"));
  }

  public void testRefusesWhatItDoesNotKnow() {
    IllegalArgumentException e =
        expectThrows(IllegalArgumentException.class, () -> parse("{\"break_down\":true}"));
    assertTrue(e.getMessage(), e.getMessage().contains("break_down"));
    expectThrows(IllegalArgumentException.class, () -> parse("{\"user_id\":\" \"}"));
    expectThrows(IllegalArgumentException.class, () -> parse("{\"breakdown\":3}"));
    for (String chance : List.of("-0.1", "1.01", "\"NaN\"", "\"often\"", "[0.5]", "true", "{}")) {
      Exception refused =
          expectThrows(
              IllegalArgumentException.class, () -> parse("{\"exploration\":" + chance + "}"));
      assertTrue(refused.getMessage(), refused.getMessage().contains("exploration"));
    }
  }
}
