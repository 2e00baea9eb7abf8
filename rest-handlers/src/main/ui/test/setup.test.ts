import assert from "node:assert/strict";
import { test } from "node:test";
import type { Finding } from "../src/api/types.ts";
import { kindField } from "../src/compare/kinds.ts";
import { asTask } from "../src/setup/carry.ts";
import { allCalls, newIndex } from "../src/setup/mending.ts";
import { proposal } from "../src/setup/proposal.ts";
import { fieldWords } from "../src/words/fields.ts";

const text = { type: "text", fields: { keyword: { type: "keyword" } } };

const BOOKS = [
  {
    binding: "cloth",
    blurb: "A keeper of a lighthouse writes down what every storm of one long winter took away.",
    name: "Tides",
  },
  {
    binding: "paper",
    blurb: "Two sisters climb every mountain that their mother drew on the kitchen wall, one a year.",
    name: "Peaks",
  },
];

test("a declaration is proposed from a mapping", () => {
  const body = proposal(
    "goods",
    {
      sku: { type: "keyword" },
      name: { type: "text", fields: { keyword: { type: "keyword" } } },
      about: { type: "text" },
      brand: { type: "text", fields: { keyword: { type: "keyword" } } },
      price: { type: "scaled_float" },
    },
    ["all-minilm-l6-v2", "bge-small-en-v1.5"],
    [],
  );
  assert.equal(body.title_field, "name");
  assert.deepEqual(body.text_fields, ["name^3", "about", "brand"]);
  assert.deepEqual(body.filter_fields, ["sku", "brand.keyword", "price"]);
  assert.equal(body.model, "bge-small-en-v1.5");
});

test("what tells most of an item describes it, and is nothing to choose from", () => {
  const declaration = proposal(
    "books",
    { binding: text, blurb: text, name: text, pages: { type: "integer" } },
    [],
    BOOKS,
  );
  assert.equal(declaration.title_field, "name");
  assert.deepEqual(declaration.embed_fields, ["name", "blurb", "binding"]);
  assert.deepEqual(declaration.filter_fields, ["binding.keyword", "pages"]);
});

test("a field that is there is not taken for what is learned", () => {
  const declaration = proposal("books", { name: text, popularity: { type: "long" } }, [], []);
  assert.equal(declaration.popularity_field, undefined);
  assert.equal(declaration.collaborative_field, "cf_vector");
});

const finding = (level: Finding["level"], about: string, ...paths: string[]): Finding => {
  const [call, ...then] = paths.map((path) => ({ method: "PUT", path }));
  return { level, about, reason: "", ...(call && { call, then }) };
};

test("what is needed comes before the declaration, what is advised after it", () => {
  const findings = [
    finding("warning", "pipeline", "/_ingest/p", "/b/_settings"),
    finding("error", "vector", "/b/_mapping"),
  ];
  assert.deepEqual(
    allCalls("b c", {}, findings).map(({ path }) => path),
    [
      "/b/_mapping",
      "/_plugins/_chatrec/catalogs/b%20c",
      "/_ingest/p",
      "/b/_settings",
      "/_plugins/_chatrec/catalogs/b%20c/_embed_missing",
      "/_plugins/_chatrec/catalogs/b%20c/train",
    ],
  );
});

test("a new index settles everything by itself", () => {
  const renewing = finding("error", "index.knn", "/_plugins/_chatrec/catalogs/b", "/_reindex?refresh=true");
  const findings = [finding("error", "vector", "/b/_mapping"), renewing];
  assert.equal(newIndex(findings), renewing);
  assert.deepEqual(
    allCalls("b", {}, findings).map(({ path }) => path),
    ["/_plugins/_chatrec/catalogs/b", "/_reindex?refresh=true", "/_plugins/_chatrec/catalogs/b/train"],
  );
});

test("nothing is offered where something is needed that no call mends", () => {
  assert.deepEqual(allCalls("b", {}, [finding("error", "title_field"), finding("error", "vector", "/b/_mapping")]), []);
});

test("copying is a task, other calls are answered at once", () => {
  const call = (path: string) => asTask({ method: "POST", path }).path;
  assert.equal(call("/_reindex?refresh=true"), "/_reindex?refresh=true&wait_for_completion=false");
  assert.equal(call("/_reindex"), "/_reindex?wait_for_completion=false");
  assert.equal(call("/b/_mapping"), "/b/_mapping");
});

test("a catalogue begins with the field that says what an item is", () => {
  const fields = ["price", "brand.keyword", "category.keyword"];
  assert.equal(kindField({ name: "s", filter_fields: fields }), "category.keyword");
  assert.equal(kindField({ name: "s", filter_fields: ["price", "pages"] }), undefined);
  const tags = Object.fromEntries(fields.map((field) => [field, { role: "tag", guessed: true }]));
  assert.equal(kindField({ name: "s", filter_fields: fields, fields: tags }), "category.keyword");
  const declared = { "category.keyword": { role: "tag" } };
  assert.equal(kindField({ name: "s", filter_fields: fields, fields: declared }), "category.keyword");
});

test("a field beside another one is called as that one is", () => {
  assert.equal(fieldWords({ name: "s" }, "shelf_mark.keyword"), "shelf mark");
});
