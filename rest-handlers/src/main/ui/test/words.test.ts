import assert from "node:assert/strict";
import { test } from "node:test";
import type { Catalog, Item, Plan } from "../src/api/types.ts";
import { quotesIn } from "../src/parts/text.tsx";
import { commonFacts, description, factLine, otherFacts, pictureOf, titleOf } from "../src/words/facts.ts";
import { duration, fieldWords, roleOf, valueWords } from "../src/words/fields.ts";
import { changeWords, filterWords, planParts, sortWords } from "../src/words/plan.ts";
import { oneSentence, sentences } from "../src/words/reasons.ts";
import { decimal, fullScore, partsOf } from "../src/words/score.ts";

const films: Catalog = {
  name: "movies",
  title_field: "title",
  text_fields: ["title^3", "overview"],
  filter_fields: ["genres", "director", "year", "runtime"],
  vector_field: "item_vector",
  weights: { lexical: 0.5, content: 0.25, popularity: 0.25 },
};

const shop: Catalog = {
  name: "shop",
  filter_fields: ["marque", "kosten"],
  fields: {
    marque: { role: "brand", label: { en: "maker", zh: "厂商" } },
    kosten: { role: "price", unit: "EUR" },
    weight: { unit: "kg" },
  },
};

const item = (source: Item["source"], more: Partial<Item> = {}): Item => ({ id: "7", score: 1, source, ...more });

test("minutes are told in hours", () => {
  assert.equal(duration(145), "2 h 25");
  assert.equal(duration(120), "2 h");
  assert.equal(duration(59), "59 min");
  assert.equal(duration(5460, "s"), "1 h 31");
  assert.equal(duration(1.5, "hours"), "1 h 30");
});

test("what the catalogue declares goes before what a name suggests", () => {
  assert.equal(valueWords(shop, "kosten", 19.9), "€19.90");
  assert.equal(valueWords(shop, "weight", 1200), "1,200 kg");
  assert.equal(valueWords(shop, "in_stock", true), "yes");
  assert.equal(valueWords(films, "year", 1979), "1979");
  assert.equal(valueWords(films, "released", "1979-05-25T00:00:00Z"), "1979");
  assert.equal(roleOf(shop, "marque"), "brand");
  assert.equal(fieldWords(shop, "marque"), "maker");
  assert.equal(fieldWords(shop, "delivery_time"), "delivery time");
});

test("the line below a title is year, length and director, and nothing twice", () => {
  const overview =
    "A crew of a spaceship answers a call from a planet, which turns out to have been a warning. ".repeat(2);
  const alien = item({
    title: "Alien",
    overview,
    year: 1979,
    runtime: 117,
    director: ["Ridley Scott"],
    genres: ["Horror"],
    item_vector: [1, 2, 3],
  });
  assert.deepEqual(
    factLine(films, alien).map(({ text }) => text),
    ["1979", "1 h 57", "Ridley Scott"],
  );
  assert.equal(description(films, alien)?.[0], "overview");
  assert.deepEqual(
    otherFacts(films, alien).map(([field]) => field),
    ["genres"],
  );
});

test("what is for sale is told by price, colour and maker before its year", () => {
  const pan = item({ title: "Pan", kosten: 20, colour: "red", marque: "Brindal", released: "2024-01-10", stars: 4.5 });
  assert.deepEqual(
    factLine(shop, pan).map(({ text }) => text),
    ["€20.00", "red", "Brindal", "★ 4.5"],
  );
});

test("what an item has that a person likes is told, but not where it comes from", () => {
  const declared: Catalog = { ...films, filter_fields: ["genres", "country", "director"] };
  const film = item({ genres: ["Crime", "Drama", "Horror"], country: "Japan", director: "Akira Kurosawa" });
  const told = (liked: string[]) => commonFacts(declared, film, new Set(liked)).map(({ text }) => text);
  assert.deepEqual(told(["Japan", "Akira Kurosawa", "Drama"]), ["Drama", "Akira Kurosawa"]);
  assert.deepEqual(told(["Horror", "Drama", "Crime", "Akira Kurosawa"]), ["Crime", "Drama"]);
  assert.deepEqual(told(["Japan", "drama"]), []);
});

test("an item without a title is still called something", () => {
  assert.equal(titleOf(films, item({ title: "  " })), "Untitled (7)");
  assert.equal(titleOf(films, item({ name: "Lamp" })), "Lamp");
});

test("only pictures of this server are shown", () => {
  const catalog: Catalog = { name: "x", fields: { poster: { role: "image" } } };
  const page = "https://search.example/_plugins/_chatrec/ui";
  const of = (poster: string) => pictureOf(catalog, item({ poster }), page);
  assert.equal(of("/posters/1.jpg"), "https://search.example/posters/1.jpg");
  for (const bad of [
    "https://else.example/1.jpg",
    "//else.example/1.jpg",
    "javascript:alert(1)",
    "data:image/svg+xml,<svg/>",
    "data:text/html,x",
  ]) {
    assert.equal(of(bad), undefined, bad);
  }
});

test("what is said of one field is one part of a plan, which can be said away", () => {
  const plan: Plan = {
    query: "tense",
    filters: [
      { field: "year", op: "gte", value: 1990 },
      { field: "genres", op: "eq", value: "Science Fiction" },
      { field: "year", op: "lte", value: 1999 },
      { field: "genres", op: "not", value: "Comedy" },
      { field: "runtime", op: "lt", value: 90 },
    ],
    sort: ["-year"],
  };
  const parts = planParts(films, plan, () => undefined);
  assert.deepEqual(
    parts.map(({ text }) => text),
    ["“tense”", "1990–1999", "Science Fiction, not Comedy", "under 1 h 30", "newest first"],
  );
  assert.deepEqual(
    parts.map(({ drop }) => drop),
    [undefined, "forget the year", "forget the genres", "forget the runtime", undefined],
  );
});

test("conditions that the server writes as text are read, too", () => {
  assert.equal(
    changeWords(films, { part: "runtime lt 20", reason: "nothing matches with it" }),
    "under 20 min (nothing matches with it)",
  );
  assert.equal(changeWords(films, { part: "year eq 2024" }), "2024");
  assert.equal(changeWords(films, { part: "no condition at all" }), "no condition at all");
  assert.equal(filterWords(films, { field: "stock", op: "near", value: 3 }), "stock: near 3");
  assert.equal(sortWords(films, "runtime"), "shortest first");
  assert.equal(sortWords(films, { field: "votes", order: "desc" }), "by votes, most first");
});

test("an explanation is cut into sentences without losing anything", () => {
  for (const text of [
    "Fans of Dr. No like it. As you asked: 2.5 hours!",
    "没有。还有！",
    "No end",
    "“Quoted.” Then more.",
    "A “title. Without its end",
  ]) {
    assert.equal(sentences(text).join("").replaceAll(" ", ""), text.replaceAll(" ", ""));
  }
});

test("a card tells of a template what other cards do not, and of a language model what it begins with", () => {
  const overview =
    "A crew of a spaceship answers a call from a planet, which turns out to have been a warning. ".repeat(2);
  const explanation = "As you asked: Crime. It mentions “warning”. It is popular here.";
  const nobody = () => undefined;
  const told = (more: Partial<Item>, explainer?: string) =>
    oneSentence(films, item({ overview }, { explanation, ...more }), nobody, explainer);
  assert.equal(told({}, "llm"), "As you asked: Crime.");
  const popular = [{ type: "popular" }];
  assert.equal(told({ reasons: popular }, "template"), "It is popular here.");
  assert.equal(told({}, "template"), ""); // nothing but what was asked for
  assert.equal(told({ evidence: [{ field: "overview", quote: "warning" }] }), "It mentions “warning”.");
  assert.equal(told({ evidence: [{ field: "genres", quote: "Crime" }], reasons: popular }), "It is popular here.");
  const liked = { type: "because_you_liked", title: "Heat" };
  assert.equal(told({ reasons: [{ type: "popular" }, liked] }), "Because you liked Heat");
  assert.equal(told({ reasons: [{ type: "popular" }] }), "It is popular here.");
  assert.equal(oneSentence(films, item({}, { reasons: [{ type: "popular" }] }), nobody), "Popular here");
});

test("a full stop that ends no sentence cuts none", () => {
  for (const [text, first] of [
    ["Because you liked Dr. Strangelove. Also a comedy.", "Because you liked Dr. Strangelove."],
    ["Like “E.T. the Extra-Terrestrial. Now.” in mood. Also new.", "Like “E.T. the Extra-Terrestrial. Now.” in mood."],
    ["By J. R. R. Tolkien. A classic.", "By J. R. R. Tolkien."],
    ["It says “robot”: “A boy is lost.” Also close in meaning.", "It says “robot”: “A boy is lost.”"],
    ["Mr. and Mrs. Smith! More.", "Mr. and Mrs. Smith!"],
    ["没有。还有！", "没有。"],
  ] as const) {
    assert.equal(sentences(text)[0], first);
  }
});

test("each quote of a text is marked once, however many there are", () => {
  assert.deepEqual(quotesIn("a war film of the war", ["war", "a war film"]), ["", "a war film", " of the war"]);
  assert.deepEqual(quotesIn("one two", ["two", "", "three", "one"]), ["", "one", " ", "two", ""]);
  assert.deepEqual(quotesIn("none", []), ["none"]);
  assert.equal(quotesIn("x ".repeat(50_000), ["x "]).length, 3);
});

test("of several reasons the one about the person is told", () => {
  const reasons = [
    { type: "popular" },
    { type: "because_you_liked", item_id: "3", shared: { genres: ["Crime"], language: "English" } },
  ];
  assert.equal(
    oneSentence(films, item({}, { reasons }), (id) => (id === "3" ? "Heat" : undefined)),
    "Because you liked Heat: Crime",
  );
});

test("an item is not there because of one of its own name", () => {
  const mug = (...others: string[]) =>
    oneSentence(
      films,
      item({ title: "Mug" }, { reasons: others.map((title) => ({ type: "because_you_liked", title })) }),
      () => undefined,
    );
  assert.equal(mug("Mug", "Pot"), "Because you liked Pot");
  assert.equal(mug("Mug"), "Another variant of something you know");
});

test("one scale for every bar: the catalogue's weights", () => {
  assert.equal(fullScore(films), 1);
  assert.equal(fullScore({ name: "none" }), 1);
  const parts = partsOf({ lexical: 0.4, content: -0.1, popularity: 0.0001, house: 0.2 }, films.weights);
  assert.deepEqual(
    parts.map(({ name, colour, weight }) => [name, colour, weight]),
    [
      ["lexical", "lexical", 0.5],
      ["content", "content", 0.25],
      ["house", "other", undefined],
    ],
  );
  assert.equal(decimal(-0.1), "−0.100");
});
