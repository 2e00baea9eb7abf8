import assert from "node:assert/strict";
import { test } from "node:test";
import { verdict } from "../src/compare/held.tsx";
import { headline } from "../src/measure/node.tsx";
import { interval } from "../src/measure/numbers.ts";
import { counted, fanned, gainers, losers, topOf } from "../src/measure/people.tsx";

const point = (user: string, plain: number, personal: number) => ({ user, plain, personal });

test("a gain is one only where chance hardly explains it", () => {
  assert.equal(verdict({ mean: 0.05, standard_error: 0.01 }), "tune.better");
  assert.equal(verdict({ mean: -0.05, standard_error: 0.01 }), "tune.worse");
  assert.equal(verdict({ mean: 0.05, standard_error: 0.03 }), "tune.same");
  assert.equal(verdict({ mean: 0, standard_error: 0 }), "tune.same");
});

test("an interval lies around its mean", () => {
  const { low, mean, high } = interval({ mean: 0.4, standard_error: 0.1 });
  assert.ok(low < mean && mean < high);
  assert.ok(Math.abs(high - mean - (mean - low)) < 1e-12);
});

test("who gains, who loses, and who is as well off are all of them", () => {
  const points = [point("a", 0.2, 0.5), point("b", 0.5, 0.2), point("c", 0, 0), point("d", 1, 0)];
  assert.deepEqual(counted(points), { gain: 1, lose: 2, same: 1 });
});

test("those who lose or gain most come first, and nobody else", () => {
  const points = [point("a", 0.5, 0.4), point("b", 1, 0), point("c", 0, 1), point("d", 0.3, 0.3)];
  assert.deepEqual(
    losers(points).map(({ user }) => user),
    ["b", "a"],
  );
  assert.deepEqual(
    gainers(points).map(({ user }) => user),
    ["c"],
  );
});

test("a node says first how long it takes, what it fell back to, and what it computes on", () => {
  const [chat, fallbacks, device, profiles] = headline({
    chat: { chats: 12, millis: { p50: 91.4, p99: 408 }, fallbacks: { llm_timeout: 2, budget: 1, other: 0 } },
    embedding: { device: "cuda", tokens_per_second: 1000.4, inference_time: { p99_millis: 12.6 } },
    profiles: { writes: 7, conflicts: 1 },
  });
  assert.equal(chat?.value, "91 ms");
  assert.match(chat?.more ?? "", /408 ms, of 12/);
  assert.equal(fallbacks?.value, "3");
  assert.equal(fallbacks?.more, "llm timeout: 2, budget: 1");
  assert.equal(device?.value, "CUDA");
  assert.match(device?.more ?? "", /1,000 tokens.* 13 ms/);
  assert.equal(profiles?.value, "7");
});

test("a node that has done nothing yet says so", () => {
  assert.equal(headline({})[0]?.value, "–");
});

test("the plot ends at the tenth above the best list, and hides nobody behind somebody", () => {
  const points = [point("a", 0, 0.41), ...Array.from({ length: 24 }, (_, at) => point(`p${at}`, 0, 0))];
  assert.equal(topOf(points), 0.5);
  assert.equal(topOf([point("a", 0, 0)]), 0.1);
  const places = fanned(points).map(({ point: { plain, personal }, x, y }) => `${plain} ${personal} ${x} ${y}`);
  assert.equal(new Set(places).size, points.length);
  const [first] = fanned(points);
  assert.deepEqual([first?.x, first?.y], [0, 0]);
});
