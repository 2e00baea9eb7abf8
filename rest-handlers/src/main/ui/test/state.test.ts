import assert from "node:assert/strict";
import { test } from "node:test";
import { refused } from "../src/api/http.ts";
import type { Item, Person } from "../src/api/types.ts";
import { summaryOf } from "../src/compare/compare.tsx";
import { termsOf } from "../src/compare/liked.ts";
import { linesOf } from "../src/compare/lines.tsx";
import { describe, offersOf, opening } from "../src/compare/offers.ts";
import { bodyOf, paired, SHOWN } from "../src/compare/pair.ts";
import { queryOf } from "../src/compare/understood.ts";
import { hash, initials } from "../src/items/tile.tsx";
import { nameOf } from "../src/me/interests.tsx";
import { sentenceOf, tellingTerms } from "../src/me/sentence.ts";
import { parse, print } from "../src/state/address.ts";
import { countMoves, movesOf } from "../src/state/moves.ts";

test("an address says what is shown, and reading it gives the same", () => {
  const address = { catalog: "a&b", user: "ü=#?", view: "talk" as const, q: "two words", session: "" };
  assert.deepEqual(parse(print(address)), address);
  assert.equal(parse("#view=elsewhere").view, "");
  assert.deepEqual(parse(""), { catalog: "", user: "", view: "", q: "", session: "" });
});

test("what a person likes are the terms of all their interests", () => {
  const person = { interests: [{ terms: ["Crime", "Drama"] }, {}, { terms: ["Drama", "Akira Kurosawa"] }] };
  assert.deepEqual([...termsOf(person as Person)], ["Crime", "Drama", "Akira Kurosawa"]);
  assert.equal(termsOf({}).size, 0);
});

test("moves tell where each item came from", () => {
  const moves = movesOf(["a", "b", "c", "d"], ["c", "x", "a", "d"]);
  assert.deepEqual(moves.get("c"), { kind: "up", by: 2 });
  assert.deepEqual(moves.get("x"), { kind: "new" });
  assert.deepEqual(moves.get("a"), { kind: "down", by: 2 });
  assert.deepEqual(moves.get("d"), { kind: "same" });
  assert.deepEqual(countMoves(["a", "b", "c", "d"], ["c", "x", "a", "d"]), {
    new: 1,
    up: 1,
    down: 1,
    same: 1,
    gone: 1,
  });
  assert.deepEqual(summaryOf(["a", "b"], ["b", "c"]), ["1 new", "1 up", "1 gone"]);
  assert.deepEqual(summaryOf(["a"], ["a"]), ["The same order"]);
});

test("lines join only what both lists have", () => {
  assert.deepEqual(linesOf(["a", "b"], ["b", "c"]), [{ id: "b", from: 1, to: 0, kind: "up" }]);
});

const row = (id: number, more: Partial<Item> = {}): Item => ({ id: String(id), score: 1 / id, source: {}, ...more });

test("what was seen makes room for others, and is marked in the plain list", () => {
  const plain = Array.from({ length: 30 }, (_, at) => row(at + 1));
  const personal = plain.map((item, at) => (at % 3 === 0 ? { ...item, seen: true } : item));
  const pair = paired(plain, personal, false);
  assert.equal(pair.personal.length, SHOWN);
  assert.ok(pair.personal.every(({ seen }) => !seen));
  assert.equal(pair.plain[0]?.seen, true);
  assert.equal(pair.plain[1]?.seen, undefined);
  assert.equal(pair.hidden, 4);
  assert.equal(paired(plain, personal, true).personal[0]?.id, "1");
  assert.deepEqual(paired([], [], false), { plain: [], personal: [], hidden: 0 });
});

test("a tile is the same for the same item, and its letters skip what tells nothing", () => {
  assert.equal(hash("Alien"), hash("Alien"));
  assert.notEqual(hash("a"), hash("b"));
  assert.equal(initials("The Lord of the Rings"), "LR");
  assert.equal(initials("千与千寻"), "千");
  assert.equal(initials("The"), "T");
  assert.equal(initials("…"), "");
});

test("a person is told in one sentence", () => {
  const interests = [
    { weight: 1, terms: ["English", "Science Fiction"] },
    { weight: 0.5, terms: ["English", "Crime"] },
    { weight: 0.4, terms: ["English", "War"] },
  ];
  assert.equal(sentenceOf({ interests }), "Likes Science Fiction, Crime, and War.");
  assert.equal(
    sentenceOf({ interests, preferences: { dislikes: ["Romance", "Horror"] } }),
    "Likes Science Fiction, Crime, and War; no Romance or Horror.",
  );
  const often = [
    { weight: 1, terms: ["United States", "Crime"] },
    { weight: 0.9, terms: ["United States", "War"] },
    { weight: 0.2, terms: ["Comedy"] },
  ];
  assert.deepEqual(tellingTerms(often).slice(0, 2), ["Crime", "War"]);
  assert.equal(sentenceOf({}), "Nothing is believed of this person yet.");
  assert.equal(
    sentenceOf({ preferences: { opt_out: true, likes: ["x"] } }),
    "Opted out: nothing is kept, nothing is personal.",
  );
  assert.equal(nameOf(interests[1] as (typeof interests)[1], interests), "Crime · English");
});

test("what the server refuses is told by its kind, with its own words kept", () => {
  assert.equal(refused(400, { error: { type: "x", reason: "[message] is missing" } }).message, "[message] is missing");
  assert.equal(refused(405, null).missingRoute, true);
  assert.equal(refused(400, { error: "no handler found for uri [/x] and method [GET]" }).missingRoute, true);
  assert.equal(refused(403, { error: { reason: "no permissions for [indices:data/read]" } }).kind, "forbidden");
  assert.equal(refused(504, {}).kind, "late");
});

test("without words the list for everybody is of the most popular, and its score is none of the words'", () => {
  const goods = { name: "goods", popularity_field: "sold" };
  const wish = { plan: { query: "" }, user: "", weights: null, meaning: true };
  const everybody = bodyOf(goods, wish);
  assert.deepEqual(everybody.query, {
    function_score: {
      query: { match_all: {} },
      field_value_factor: { field: "sold", missing: 0 },
      boost_mode: "replace",
    },
  });
  assert.deepEqual(everybody.ext.chatrec, { breakdown: true, retrieval: "hybrid", weights: { lexical: 0 } });
  // such a query has scores, which would count as words: taste counts less beside them
  assert.deepEqual(bodyOf(goods, { ...wish, user: "u" }).query, { match_all: {} });
  assert.deepEqual(bodyOf(goods, { ...wish, plan: { query: "red" } }).query, { match_all: {} });
  assert.deepEqual(bodyOf({ name: "goods" }, wish).query, { match_all: {} });
});

test("a catalogue with questions to begin with is opened first", () => {
  assert.equal(opening(["a", "shop", "films"]), "films");
  assert.equal(opening(["a", "shop"]), "shop");
  assert.equal(opening(["a", "b"]), "a");
  assert.equal(opening([]), undefined);
  for (const name of ["films", "shop"]) {
    for (const { user } of offersOf(name)) assert.ok(describe(name, user), user);
  }
});

test("a plan's conditions are a query of OpenSearch", () => {
  assert.deepEqual(queryOf({}), { match_all: {} });
  assert.deepEqual(
    queryOf({
      filters: [
        { field: "genres", op: "in", value: ["War", "Drama"] },
        { field: "year", op: "gte", value: 1990 },
        { field: "genres", op: "not", value: "Comedy" },
      ],
    }),
    {
      bool: {
        filter: [{ terms: { genres: ["War", "Drama"] } }, { range: { year: { gte: 1990 } } }],
        must_not: [{ term: { genres: "Comedy" } }],
      },
    },
  );
});
