package org.chatrec.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The shop that comes with the project: invented products, brands and shoppers. */
final class Shop {
  private Shop() {}

  static Dataset read() {
    return new Dataset(
        "shop",
        (ObjectNode) SampleData.json("shop-catalog.json"),
        SampleData.items("shop.jsonl"),
        SampleData.lines("shop-events.ndjson"),
        new Dataset.Examples(
            "waterproof running shoes for women under 100 euros", "runner", "coffee", "rain"));
  }
}
