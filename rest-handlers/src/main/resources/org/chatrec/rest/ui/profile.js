/** What the server has learned about a user. */
import { h } from "./dom.js";
import { plain } from "./words.js";

/** Interests shown, the strongest. */
const SHOWN = 6;

/**
 * @typedef {{weight: number, items?: {id: string, title?: string}[], terms?: string[]}} Interest
 *
 * @param {string} user
 * @param {{events?: number, interests?: Interest[], dislikes?: any, preferences?: object, updated?: string|number}} known
 * @param {(id: string) => string|undefined} titleOf the title of an item seen before
 * @returns {HTMLElement}
 */
export function profile(user, known, titleOf) {
  const interests = known.interests ?? [];
  const most = Math.max(0, ...interests.map((interest) => interest.weight ?? 0));
  return h(
    "section",
    { class: "profile", "aria-label": `What is known about ${user}` },
    h("h3", null, "What was learned"),
    h("p", { class: "muted" }, summary(known)),
    interests.length > 0 &&
      h(
        "ol",
        { class: "interests" },
        interests.slice(0, SHOWN).map((one, index) => interest(one, index, most, titleOf)),
      ),
    interests.length > SHOWN && h("p", { class: "muted" }, `and ${interests.length - SHOWN} more`),
    named("Not for you", known.dislikes, "not", titleOf),
    named("You said you like", known.preferences?.likes, "like", titleOf),
    named("You said you dislike", known.preferences?.dislikes, "not", titleOf),
    known.preferences?.opt_out && h("p", { class: "note" }, "You opted out: nothing is kept and nothing is personal."),
  );
}

function summary({ events, updated }) {
  const count = Number(events ?? 0);
  if (count === 0) return "Nothing yet.";
  const when = updated === undefined || updated === null ? NaN : new Date(updated).getTime();
  const from = `From ${count} ${count === 1 ? "event" : "events"}`;
  return Number.isNaN(when) ? `${from}.` : `${from}, updated ${new Date(when).toLocaleString()}.`;
}

/** Titles say more than the words that their items share. */
function interest({ weight, items, terms }, index, most, titleOf) {
  const titles = (items ?? []).map((item) => itemName(item, titleOf));
  const words = (terms ?? []).join(" · ");
  const name = titles.slice(0, 3).join(", ") || words || `Interest ${index + 1}`;
  return h(
    "li",
    null,
    h("span", { class: "interest-name" }, name),
    h(
      "span",
      { class: "interest-weight" },
      h("span", { class: "visually-hidden" }, "weight "),
      Number(weight ?? 0).toFixed(2),
    ),
    h(
      "span",
      { class: "track", "aria-hidden": "true" },
      h("span", { class: "segment part-content", vars: { "--share": share(weight, most) } }),
    ),
    titles.length > 0 && words && h("span", { class: "muted interest-items" }, words),
  );
}

function share(weight, most) {
  return `${(100 * Math.min(1, (weight ?? 0) / (most || 1))).toFixed(1)}%`;
}

/** A list of items, words or a mere count, with its name; absent when empty. */
function named(name, list, kind, titleOf) {
  if (typeof list === "number" && list > 0) return h("p", { class: "muted" }, `${name}: ${list}`);
  if (!Array.isArray(list) || list.length === 0) return null;
  return [
    h("h4", { class: "label" }, name),
    h(
      "ul",
      { class: "labels" },
      list.flatMap((one) => namesOf(one, titleOf)).map((text) => h("li", { class: kind }, text)),
    ),
  ];
}

/** What is liked or disliked is a word, an item, or a group of items shaped like an interest. */
function namesOf(one, titleOf) {
  if (one?.items?.length) return one.items.map((item) => itemName(item, titleOf));
  if (one?.terms?.length) return one.terms;
  return [itemName(one, titleOf)];
}

function itemName(item, titleOf) {
  const id = item?.id ?? item;
  return plain(item?.title ?? titleOf(id) ?? id);
}
