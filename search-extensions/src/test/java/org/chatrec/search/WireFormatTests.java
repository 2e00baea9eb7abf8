package org.chatrec.search;

import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.chatrec.ranking.blend.Calibration;
import org.chatrec.ranking.blend.Ratio;
import org.opensearch.common.io.stream.BytesStreamOutput;
import org.opensearch.common.settings.Settings;
import org.opensearch.core.common.bytes.BytesArray;
import org.opensearch.core.common.bytes.BytesReference;
import org.opensearch.core.common.io.stream.NamedWriteableAwareStreamInput;
import org.opensearch.core.common.io.stream.NamedWriteableRegistry;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.common.io.stream.Writeable;
import org.opensearch.search.SearchModule;
import org.opensearch.test.OpenSearchTestCase;

/** Nodes with different versions of the plugin understand each other, or say why not. */
public class WireFormatTests extends OpenSearchTestCase {

  private static final InterestVectors VECTORS =
      new InterestVectors(
          List.of(new float[] {1, 0}, new float[] {0, 2}),
          new float[] {1, 0.5f},
          List.of(new float[] {-1, 0}));

  private static final InterestSpec CONTENT =
      new InterestSpec("content", "item_vector", VECTORS, 0.5f, 0.3);
  private static final NumericSpec POPULARITY =
      new NumericSpec("popularity", "popularity", 50, 0.1);
  private static final FreshnessSpec FRESH =
      new FreshnessSpec("fresh", "released", "365d", "now", 0.2);

  /** What release 0.1.0's first builds wrote, byte by byte; never to be written anew. */
  private static final Map<String, Writeable> FROZEN =
      Map.of(
          "400000000101710b6974656d5f766563746f7207766563746f727302023f800000000000000200000000400"
              + "00000023f8000003f0000000102bf800000000000003e800000",
          new InterestQueryBuilder("item_vector", VECTORS, 0.25f, KnownUsers::new)
              .boost(2)
              .queryName("q"),
          "3f800000000b6974656d5f766563746f720475736572066d6f76696573037534323f000000",
          new InterestQueryBuilder(
              "item_vector", new InterestSource.OfUser("movies", "u42"), 0.5f, KnownUsers::new),
          "3f800000000b6974656d5f766563746f72056974656d73020269310269393f000000",
          new InterestQueryBuilder(
              "item_vector",
              new InterestSource.OfItems(List.of("i1", "i9")),
              0.5f,
              KnownUsers::new),
          "01c80107636174616c6f67066d6f7669657301037534320107636f6e74656e743fd000000000000001402800"
              + "0000000000",
          new InterestRescorerBuilder(
                  "movies", "u42", Map.of("content", 0.25), 12.0, TestUsers.lookup())
              .windowSize(200),
          "014d077369676e616c733fe333333333333340240000000000000208696e74657265737407636f6e74656e74"
              + "0b6974656d5f766563746f7202023f80000000000000020000000040000000023f8000003f00000001"
              + "02bf800000000000003f0000003fd3333333333333076e756d657269630a706f70756c61726974790a"
              + "706f70756c617269747940490000000000003fb999999999999a",
          new InterestRescorerBuilder(0.6, 10, List.of(CONTENT, POPULARITY)).windowSize(77),
          "010103753432",
          new ChatrecExtBuilder(true, "u42"),
          "0000",
          new ChatrecExtBuilder(false, null));

  private static final String CALIBRATED =
      "014d0004e9010a63616c696272617465643fd00000000000000140200000000000000308696e7465"
          + "7265737407636f6e74656e740b6974656d5f766563746f7202023f80000000000000020000000040"
          + "000000023f8000003f0000000102bf800000000000003f0000003fd3333333333333013fe0000000"
          + "0000003fc000000000000000076e756d657269630a706f70756c61726974790a706f70756c617269"
          + "747940490000000000003fb999999999999a0140000000000000003ff00000000000000109667265"
          + "73686e6573730566726573680872656c65617365640433363564036e6f773fc999999999999a00";

  private final NamedWriteableRegistry registry =
      new NamedWriteableRegistry(
          new SearchModule(Settings.EMPTY, List.of(new TestSearchPlugin())).getNamedWriteables());

  public void testReadsWhatTheFirstFormatWrote() throws IOException {
    for (Map.Entry<String, Writeable> frozen : FROZEN.entrySet()) {
      byte[] bytes = HexFormat.of().parseHex(frozen.getKey());
      assertEquals(frozen.getValue(), read(frozen.getValue(), new BytesArray(bytes)));
    }
  }

  public void testStillWritesTheFirstFormatWhereItSaysEverything() throws IOException {
    for (Map.Entry<String, Writeable> frozen : FROZEN.entrySet()) {
      assertEquals(frozen.getKey(), hex(bytes(frozen.getValue())));
    }
  }

  public void testWritesTheSecondFormatForWhatCameWithIt() throws IOException {
    InterestRescorerBuilder rescorer =
        new InterestRescorerBuilder(1, 10, List.of(POPULARITY, FRESH));
    BytesReference bytes = bytes(rescorer);
    // no window; the mark; the format
    assertEquals("000002", hex(bytes.slice(0, 3)));
    assertEquals(rescorer, read(rescorer, bytes));
  }

  /** What the first build with calibration wrote; never to be written anew. */
  public void testReadsAndWritesTheFourthFormat() throws IOException {
    InterestRescorerBuilder rescorer =
        new InterestRescorerBuilder(
                new Blend(
                    0.25,
                    new Ratio(8),
                    List.of(
                        CONTENT.with(new Calibration(0.5, 0.125)),
                        POPULARITY.with(new Calibration(2, 1, true)),
                        FRESH)))
            .windowSize(77);
    BytesReference bytes = bytes(rescorer);
    assertEquals(CALIBRATED, hex(bytes));
    assertEquals(rescorer, read(rescorer, new BytesArray(HexFormat.of().parseHex(CALIBRATED))));
  }

  public void testInterestsOfOneIndexTakeTheThirdFormat() throws IOException {
    InterestVectors limited = VECTORS.onlyIn("items");
    assertNotEquals(VECTORS, limited);
    assertEquals(VECTORS, limited.onlyIn(null));
    InterestSpec content = new InterestSpec("content", "item_vector", limited, 0.5f, 0.3);
    for (Writeable message :
        List.of(
            new InterestQueryBuilder("item_vector", limited).boost(2),
            new InterestRescorerBuilder(1, 10, List.of(content, POPULARITY, FRESH)))) {
      BytesReference bytes = bytes(message);
      assertEquals("0003", hex(bytes.slice(headOf(message), 2)));
      assertEquals(message, read(message, bytes));
    }
  }

  public void testFieldsThatALaterFormatAddsAreLeftOut() throws IOException {
    String[] later = {"tail", "of a later", "version"};
    for (Map.Entry<String, Writeable> frozen : FROZEN.entrySet()) {
      Writeable message = frozen.getValue();
      BytesReference bytes = bytes(out -> marked(message, WireFormat.CURRENT, later, out));
      assertEquals(message, read(message, bytes));
    }
  }

  public void testANewerFormatIsRefusedWithTheReason() throws IOException {
    for (Writeable message : FROZEN.values()) {
      BytesReference bytes =
          bytes(out -> marked(message, WireFormat.CURRENT + 1, new String[0], out));
      IOException e = expectThrows(IOException.class, () -> read(message, bytes));
      assertTrue(e.getMessage(), e.getMessage().contains("newer version"));
    }
  }

  public void testNonsenseIsRefused() {
    byte[] sixes = {6, 6, 6, 6};
    expectThrows(IOException.class, () -> new ChatrecExtBuilder(StreamInput.wrap(sixes)));
    expectThrows(
        IOException.class, () -> RescorePlan.read(StreamInput.wrap(new byte[] {3, 'o', 'd', 'd'})));
  }

  /** The message as a later version of the plugin would write it: what comes first stays first. */
  private static void marked(Writeable message, int needs, String[] more, StreamOutput out)
      throws IOException {
    byte[] plain =
        BytesReference.toBytes(
            bytes(message instanceof ChatrecExtBuilder ext ? ext::writeFields : message));
    int head = headOf(message);
    out.writeBytes(plain, 0, head);
    out.writeByte(message instanceof ChatrecExtBuilder ? WireFormat.MARK : 0);
    out.writeVInt(needs);
    try (BytesStreamOutput body = new BytesStreamOutput()) {
      body.writeBytes(plain, head, plain.length - head);
      for (String text : more) {
        body.writeString(text);
      }
      out.writeBytesReference(body.bytes());
    }
  }

  /** How many bytes OpenSearch itself writes before the message. */
  private static int headOf(Writeable message) throws IOException {
    return switch (message) {
      case InterestQueryBuilder query ->
          bytes(
                  out -> {
                    out.writeFloat(query.boost());
                    out.writeOptionalString(query.queryName());
                  })
              .length();
      case InterestRescorerBuilder rescorer ->
          bytes(out -> out.writeOptionalVInt(rescorer.windowSize())).length();
      default -> 0;
    };
  }

  private Writeable read(Writeable like, BytesReference bytes) throws IOException {
    try (StreamInput in = new NamedWriteableAwareStreamInput(bytes.streamInput(), registry)) {
      Writeable read =
          switch (like) {
            case InterestQueryBuilder query -> new InterestQueryBuilder(in, KnownUsers::new);
            case InterestRescorerBuilder rescorer ->
                new InterestRescorerBuilder(in, TestUsers.lookup());
            default -> new ChatrecExtBuilder(in);
          };
      assertEquals("bytes left over", -1, in.read());
      return read;
    }
  }

  private static BytesReference bytes(Writeable message) throws IOException {
    try (BytesStreamOutput out = new BytesStreamOutput()) {
      message.writeTo(out);
      return out.bytes();
    }
  }

  private static String hex(BytesReference bytes) {
    return HexFormat.of().formatHex(BytesReference.toBytes(bytes));
  }
}
