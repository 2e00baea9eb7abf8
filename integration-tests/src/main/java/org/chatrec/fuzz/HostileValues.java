package org.chatrec.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.random.RandomGenerator;

/** Values that programs are known to fall over: of other types, at the ends of ranges, in bulk. */
final class HostileValues {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final int LONG = 20_000;
  private static final int DEEP = 1_200;
  private static final int MANY = 3_000;

  private static final List<JsonNode> NUMBERS =
      List.of(
          NODES.numberNode(0),
          NODES.numberNode(-1),
          NODES.numberNode(1),
          NODES.numberNode(0.5),
          NODES.numberNode(Integer.MAX_VALUE),
          NODES.numberNode(Integer.MIN_VALUE),
          NODES.numberNode(Long.MAX_VALUE),
          NODES.numberNode(Long.MIN_VALUE),
          NODES.numberNode(BigInteger.TWO.pow(80)),
          NODES.numberNode(new BigDecimal("1e400")),
          NODES.numberNode(new BigDecimal("-1e-400")),
          NODES.numberNode(3.5e38));

  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "\u0000",
          "\n\t\r",
          "null",
          "NaN",
          "Infinity",
          "-0",
          "1e309",
          "true",
          "*",
          "_all",
          "..",
          "../../x",
          "%00",
          "a/b",
          "a,b",
          "-x",
          "\"",
          "\\",
          "{",
          "[[",
          "${x}",
          "{{x}}",
          "<script>alert(1)</script>",
          "' OR 1=1 --",
          "\u202Etxt",
          "\u200B",
          "e\u0301".repeat(50),
          "\uD83D\uDE80",
          "𠮷野家で",
          "9999-12-31",
          "0000-00-00",
          "2026-02-30",
          "-1ms",
          "99999999999999d",
          "(a+)+$",
          "a".repeat(512));

  private final RandomGenerator random;

  HostileValues(RandomGenerator random) {
    this.random = random;
  }

  /** Any value of any type. */
  JsonNode next() {
    return switch (random.nextInt(10)) {
      case 0 -> NODES.nullNode();
      case 1 -> NODES.booleanNode(random.nextBoolean());
      case 2, 3 -> NUMBERS.get(random.nextInt(NUMBERS.size()));
      case 4 -> NODES.arrayNode();
      case 5 -> NODES.objectNode();
      case 6 -> large();
      default -> NODES.textNode(text());
    };
  }

  /** A text, or part of a path. */
  String text() {
    return TEXTS.get(random.nextInt(TEXTS.size()));
  }

  private JsonNode large() {
    return switch (random.nextInt(4)) {
      case 0 -> NODES.textNode("word ".repeat(LONG / 5));
      case 1 -> deep();
      case 2 -> many();
      default -> wide();
    };
  }

  private JsonNode deep() {
    JsonNode node = NODES.textNode("x");
    for (int i = random.nextInt(DEEP); i >= 0; i--) {
      node = random.nextBoolean() ? NODES.arrayNode().add(node) : NODES.objectNode().set("a", node);
    }
    return node;
  }

  private ArrayNode many() {
    JsonNode each = random.nextBoolean() ? NODES.textNode("x") : NODES.numberNode(1);
    ArrayNode many = NODES.arrayNode();
    for (int i = 0; i < MANY; i++) {
      many.add(each);
    }
    return many;
  }

  private ObjectNode wide() {
    ObjectNode wide = NODES.objectNode();
    for (int i = 0; i < MANY; i++) {
      wide.put("k" + i, i);
    }
    return wide;
  }
}
