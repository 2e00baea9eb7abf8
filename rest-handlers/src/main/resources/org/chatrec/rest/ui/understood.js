/** What the server made of a message: the plan, what had to be changed in it, and by which means it was answered. */
import { h } from "./dom.js";
import { changeWords, degradedWords, filtersWords, humanize, plain, sortWords } from "./words.js";

/**
 * The plan as a row of small labels.
 *
 * @param {{query?: string, filters?: object[], like_items?: (string|object)[], sort?: object[], preferences?: object[]}|undefined} plan
 * @param {(id: string) => string|undefined} titleOf the title of an item seen before
 * @returns {HTMLElement|null} null when nothing was understood as a condition
 */
export function planChips(plan, titleOf) {
  const labels = plan ? planLabels(plan, titleOf) : [];
  if (labels.length === 0) return null;
  return h(
    "div",
    { class: "plan" },
    h("span", { class: "label" }, "Understood as"),
    h(
      "ul",
      { class: "labels" },
      labels.map(([text, kind]) => h("li", { class: kind }, text)),
    ),
  );
}

function planLabels(plan, titleOf) {
  const liked = (item) => (typeof item === "string" ? (titleOf(item) ?? item) : (item.title ?? item.id));
  return [
    ...(plan.query ? [[`“${plan.query}”`, "words"]] : []),
    ...filtersWords(plan.filters ?? []),
    ...(plan.like_items ?? []).map((item) => [`like ${liked(item)}`, "like"]),
    ...(plan.sort ?? []).map((sort) => [sortWords(sort), "sort"]),
    ...(plan.preferences ?? []).map((preference) => [preferenceWords(preference, titleOf), "like"]),
  ];
}

function preferenceWords(preference, titleOf) {
  const id = preference.item_id ?? preference.itemId;
  const what = preference.value ?? titleOf(id) ?? id;
  return preference.like === false ? `you dislike ${what}` : `you like ${what}`;
}

/**
 * What was left out, loosened, or done with lesser means; null when there is nothing to tell. That no language model is
 * set up is how most installations run and belongs to the footer.
 *
 * @param {{dropped?: object[], relaxed?: object[], degraded?: {stage: string, reason: string}[]}} answer
 */
export function answerNotes({ dropped, relaxed, degraded }) {
  const lines = [
    ...(dropped ?? []).map((change) => changeWords(change, "Left out")),
    ...(relaxed ?? []).map((change) => changeWords(change, "Loosened")),
    ...(degraded ?? []).filter((one) => one.reason !== "llm_disabled").map(degradedWords),
  ];
  return (
    lines.length > 0 &&
    h(
      "ul",
      { class: "note notes" },
      lines.map((line) => h("li", null, line)),
    )
  );
}

/**
 * The fields in which items differ, as a table with a column for each item.
 *
 * @param {import("./cards.js").Item[]} items
 * @param {import("./app.js").Context} context
 * @returns {HTMLElement|null} null with nothing to compare
 */
export function comparison(items, { catalog }) {
  const titled = (item) => plain(item.source?.[catalog.title_field] ?? item.id);
  const cells = (field) => items.map(({ source }) => plain(source?.[field] ?? "–"));
  const rows = (catalog.filter_fields ?? [])
    .map((field) => [field, cells(field)])
    .filter(([, values]) => new Set(values).size > 1);
  if (items.length < 2 || rows.length === 0) return null;
  const head = (text, scope) => h("th", { scope }, text);
  return h(
    "table",
    { class: "comparison" },
    h("caption", { class: "label" }, "Where they differ"),
    h("thead", null, h("tr", null, h("td"), items.map((item) => head(titled(item), "col")))),
    h("tbody", null, rows.map(([field, values]) => row(head(humanize(field), "row"), values))),
  );
}

function row(head, values) {
  return h("tr", null, head, values.map((text) => h("td", null, text)));
}

/**
 * How long it took and who did what.
 *
 * @param {{took?: Object<string, number>, planner?: string, explainer?: string, degraded?: object[],
 *     tokens?: {input: number, output: number}}} answer
 * @param {string} user whom the answer was for, empty for nobody
 */
export function footer({ took, planner, explainer, degraded, tokens }, user) {
  const withoutModel = (degraded ?? []).some((one) => one.reason === "llm_disabled");
  const spent = (tokens?.input ?? 0) + (tokens?.output ?? 0);
  const parts = [
    user ? `for ${user}` : "not personal",
    planner && `understood by ${by(planner)}`,
    explainer && explainer !== "none" && `explained by ${by(explainer)}`,
    withoutModel && "no language model set up",
    tookWords(took),
    spent > 0 && `${spent} tokens`,
  ].filter(Boolean);
  return h(
    "ul",
    { class: "footer", "aria-label": "About this answer" },
    parts.map((part) => h("li", null, part)),
  );
}

function by(means) {
  return { llm: "the language model", rules: "rules", template: "templates" }[means] ?? humanize(means);
}

function tookWords(took) {
  if (took?.total === undefined) return null;
  const stages = Object.entries(took)
    .filter(([name, value]) => name !== "total" && value > 0)
    .map(([name, value]) => `${name} ${value}`);
  return `${took.total} ms${stages.length > 0 ? ` (${stages.join(", ")})` : ""}`;
}
