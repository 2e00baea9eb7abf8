import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import english from "../messages/en.json";
import { directionOf, say, scriptOf } from "../src/state/language.ts";

const holes = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

test("counts choose between forms, and numbers are written as the language does", () => {
  assert.equal(say("en", "talk.results", { count: 1 }), "1 result.");
  assert.equal(say("en", "talk.results", { count: 1234 }), "1,234 results.");
});

test("what a hole is filled with is never read as a pattern", () => {
  assert.equal(say("en", "why.similar_to", { title: "{title} $& $1" }), "Like {title} $& $1");
});

test("a language without a message falls back to English", () => {
  assert.equal(say("xx", "close"), english.close);
});

test("every file of messages has the messages of English, with the same holes", () => {
  const folder = process.env.MESSAGES ?? "messages";
  const base = english as Record<string, string>;
  const files = readdirSync(folder).filter((name) => name !== "en.json");
  assert.ok(files.length > 0);
  for (const name of files) {
    const other = JSON.parse(readFileSync(`${folder}/${name}`, "utf8")) as Record<string, string>;
    for (const key of Object.keys(base)) {
      const form = /\.(one|two|few|many|zero)$/.test(key);
      if (!form) assert.ok(other[key], `${name} lacks ${key}`);
      if (other[key]) assert.deepEqual(holes(other[key]), holes(base[key] ?? ""), `${name}: ${key}`);
    }
    for (const key of Object.keys(other)) {
      assert.ok(base[key.replace(/\.(one|two|few|many|zero)$/, "")], `${name} has ${key}, which English lacks`);
    }
  }
});

test("Chinese is written with the marks of Chinese", () => {
  const chinese = JSON.parse(readFileSync(`${process.env.MESSAGES ?? "messages"}/zh.json`, "utf8")) as Record<
    string,
    string
  >;
  for (const [key, text] of Object.entries(chinese)) assert.doesNotMatch(text, /[,:;!?]/, key);
});

test("the script of a text tells its language only where one language has it", () => {
  for (const [text, tag] of [
    ["推荐一部", "zh"],
    ["となりのトトロ", "ja"],
    ["기생충", "ko"],
    ["فيلم", "ar"],
    ["a film about 2001", undefined],
    ["", undefined],
  ] as const) {
    assert.equal(scriptOf(text), tag, text);
  }
  assert.equal(directionOf("ar-EG"), "rtl");
  assert.equal(directionOf("arn"), "ltr");
});
