import assert from "node:assert/strict";
import { test } from "node:test";
import { computedIn, computedOf, type Explanation } from "../src/items/explained.ts";
import { partsOf } from "../src/words/score.ts";

const node = (value: number, description: string, ...details: Explanation[]): Explanation => ({
  value,
  description,
  details,
});

const told = computedIn(
  node(
    0.75,
    "sum of the signals:",
    node(
      0.6,
      "content, weight * part:",
      node(1.2, "weight"),
      node(
        0.5,
        "calibrated, from:",
        node(0.5, "(z + 4) / 12", node(2, "z = …", node(0.64, "value: likeness"), node(0.5, "mean"))),
      ),
    ),
    node(
      0.1,
      "lexical, weight * part:",
      node(0.2, "weight"),
      node(0.5, "value / (value + pivot), from:", node(3, "value: first-pass score")),
    ),
    node(0, "popularity, weight * part:", node(0, "weight"), node(0.4, "(z + 4) / 12")),
    node(0.05, "house rules"),
  ),
);
const part = (name: string, value: number) => {
  const [found] = partsOf({ [name]: value });
  assert.ok(found);
  return found;
};

test("a part tells from what figure it was computed and what that counts", () => {
  assert.deepEqual(computedOf(part("content", 0.6), told), { fit: 0.5, weight: 1.2, raw: 0.64 });
});

test("what belongs to another score is not told", () => {
  assert.equal(computedOf(part("content", 0.4), told), undefined);
  assert.equal(computedOf(part("semantic", 0.4), told), undefined);
});

test("of words the weight is known, and how well they fit follows from it", () => {
  const found = computedOf(part("lexical", 0.16), told);
  assert.ok(found && Math.abs(found.fit - 0.8) < 1e-9);
  assert.equal(found.raw, undefined);
});

test("what counts nothing has no share", () => {
  assert.equal(computedOf(part("popularity", 0.001), told), undefined);
});

test("nothing is told without an explanation", () => {
  assert.equal(computedIn(undefined).size, 0);
});
