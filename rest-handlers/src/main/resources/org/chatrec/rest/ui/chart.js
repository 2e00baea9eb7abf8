/** The small bar that shows what a score is made of. */
import { h } from "./dom.js";
import { partWords } from "./words.js";

/** Colour classes by part, so that a part looks the same on every card; others share the last. */
const COLOURS = {
  lexical: "lexical",
  semantic: "semantic",
  content: "content",
  interest: "content",
  collaborative: "collaborative",
  popularity: "popularity",
};

/** A smaller part would be shown as 0.000. */
const VISIBLE = 0.0005;

/**
 * A bar of the parts side by side, with the parts by name and value below it. The list says everything that the bar
 * shows, so only the list is read aloud.
 *
 * @param {Object<string, number>|undefined} breakdown weight × part by name; its sum is the score
 * @param {number} score
 * @param {number} scale the score that fills the whole width, common to all cards of an answer
 * @returns {HTMLElement|null} null without a breakdown, or with nothing in it
 */
export function chart(breakdown, score, scale) {
  const parts = Object.entries(breakdown ?? {}).filter(([, value]) => Math.abs(value) >= VISIBLE);
  if (parts.length === 0) return null;
  return h(
    "figure",
    { class: "chart" },
    h(
      "div",
      { class: "track", "aria-hidden": "true" },
      parts.filter(([, value]) => value > 0).map((part) => segment(part, scale)),
    ),
    h("figcaption", null, h("span", { class: "total" }, `Score ${number(score)} = `), legend(parts)),
  );
}

function segment([name, value], scale) {
  const width = `${(100 * Math.min(1, value / (scale || 1))).toFixed(2)}%`;
  return h("span", { class: `segment part-${colour(name)}`, vars: { "--share": width } });
}

function legend(parts) {
  return h(
    "ul",
    null,
    parts.map(([name, value]) => entry(name, value)),
  );
}

function entry(name, value) {
  return h(
    "li",
    { class: value < 0 && "negative", title: name },
    h("span", { class: `swatch part-${colour(name)}`, "aria-hidden": "true" }),
    `${partWords(name)} `,
    h("b", null, number(value)),
  );
}

function colour(name) {
  return COLOURS[name] ?? "other";
}

/**
 * A score or a part of one with three decimals and a true minus sign.
 *
 * @param {number} value
 */
export function number(value) {
  return Number(value ?? 0)
    .toFixed(3)
    .replace("-", "−");
}
