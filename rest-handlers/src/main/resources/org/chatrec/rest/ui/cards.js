/** An item as a card: what it is, why it is shown, what its score is made of, and what one can say about it. */
import { uniqueId } from "./api.js";
import { chart } from "./chart.js";
import { button, failure, fill, h, icon, skeleton } from "./dom.js";
import { factWords, humanize, plain, reasonWords, sentenceCase, tells, untold } from "./words.js";

/** Text longer than this is a description, not a fact. */
const LONG_TEXT = 90;

/** Similar items shown below a card. */
const SIMILAR = 5;

/**
 * Where a list of cards comes from and what the cards may do.
 *
 * @typedef {object} Shelf
 * @property {import("./app.js").Context} context
 * @property {string} [queryId] the answer that the items belong to, sent along with feedback
 * @property {(type: string) => void} onFeedback called after a like or dislike has been accepted
 * @property {boolean} [compact] smaller cards, without description and similar items
 * @property {number} [level] of the headings, 3 when absent
 * @property {Map<string, number>} [before] positions in an earlier answer to the same question
 */

/**
 * An item as recommend, similar and chat give it.
 *
 * @typedef {{id: string, score: number, source: Object<string, any>, breakdown?: Object<string, number>, reasons?: object[],
 *     explanation?: string, evidence?: {field: string, quote: string}[]}} Item
 */

/**
 * A list of cards, best first.
 *
 * @param {Item[]} items
 * @param {Shelf} shelf
 * @returns {HTMLElement}
 */
export function cards(items, shelf) {
  const scale = Math.max(0, ...items.map((item) => item.score ?? 0));
  items.forEach((item) => shelf.context.remember(item.id, title(item, shelf.context)));
  return h(
    "ol",
    { class: shelf.compact ? "cards compact" : "cards" },
    items.map((item, at) => h("li", null, card(item, at + 1, scale, shelf))),
  );
}

function card(item, position, scale, shelf) {
  const { context } = shelf;
  const facts = sort(item, shelf);
  const more = h("div", { class: "more", hidden: true });
  return h(
    "article",
    { class: "card", "data-item": item.id },
    h(
      "span",
      { class: "rank" },
      h("span", { class: "visually-hidden" }, "Rank "),
      position,
      move(item, position, shelf.before),
    ),
    h(
      "div",
      { class: "card-body" },
      heading(item, position, more, shelf),
      factLine(facts.line, item.evidence ?? []),
      facts.shown && h("p", { class: "text" }, marked(facts.shown, (item.evidence ?? []).map(({ quote }) => quote))),
      why(item, facts, context),
      chart(item.breakdown, item.score, scale),
      feedback(item, position, shelf, more),
      !shelf.compact && rest(facts.rest),
      more,
    ),
  );
}

/** The facts below the title; what the answer gives as evidence is marked in them. */
function factLine(line, evidence) {
  const quotes = (field) => evidence.filter((one) => one.field === field).map(({ quote }) => plain(quote));
  return (
    line.length > 0 &&
    h(
      "p",
      { class: "facts" },
      line.map(([field, value]) =>
        h("span", { title: humanize(field) }, marked(factWords(field, value), quotes(field))),
      ),
    )
  );
}

/** The title; pressing it counts as a click on the item and opens what is like it. */
function heading(item, position, more, shelf) {
  const text = title(item, shelf.context);
  const tag = `h${shelf.level ?? 3}`;
  if (shelf.compact) return h(tag, { class: "title" }, text);
  const opener = h("button", { type: "button", class: "title-button", "aria-expanded": "false" }, text);
  opener.addEventListener("click", () => {
    if (more.hidden) send(item, position, "click", shelf).catch(() => {});
    toggleSimilar(item, more, opener, shelf);
  });
  return h(tag, { class: "title" }, opener);
}

function move(item, position, before) {
  if (!before?.size) return null;
  const was = before.get(item.id);
  if (was === position) return null;
  const words = was === undefined ? "new" : was > position ? `↑${was - position}` : `↓${position - was}`;
  const hint = was === undefined ? "not in the earlier answer" : `was number ${was} in the earlier answer`;
  return h("span", { class: was === undefined || was > position ? "move up" : "move", title: hint }, words);
}

/** Why the item is here: the explanation, then evidence and reasons as far as nothing above says them. */
function why(item, facts, context) {
  const { explanation: text } = item;
  const told = facts.line.map(([field]) => field);
  const quotes = (item.evidence ?? []).filter(
    ({ field, quote }) => quote && !told.includes(field) && !facts.shown.includes(quote) && !text?.includes(quote),
  );
  const lines = reasonLines(item, context);
  if (!text && quotes.length + lines.length === 0) return null;
  return h(
    "div",
    { class: "why" },
    text && h("p", { class: "explanation" }, text),
    quotes.length > 0 && h("ul", { class: "quotes", "aria-label": "Evidence" }, quotes.map(quoted)),
    lines.length > 0 && h("ul", { class: "reasons", "aria-label": "Reasons" }, lines),
  );
}

function quoted({ field, quote }) {
  return h("li", null, h("q", null, plain(quote)), field && h("span", { class: "from" }, humanize(field)));
}

function reasonLines({ reasons, explanation }, { titleOf, catalog }) {
  return (reasons ?? []).flatMap((reason) => {
    const told = tells(explanation, reason, titleOf);
    const left = told ? { ...reason, shared: untold(explanation, reason.shared ?? {}) } : reason;
    const { text, shared, similarity } = reasonWords(left, titleOf, catalog.filter_fields ?? []);
    const words = told ? sentenceCase(shared) : [text, shared].filter(Boolean).join(": ");
    const near = similarity && h("span", { class: "near" }, [words && " · ", `similarity ${similarity}`]);
    return words || near ? [h("li", null, words, near)] : [];
  });
}

/** Like, dislike and "more like this", and the line where their outcome is told. */
function feedback(item, position, shelf, more) {
  const outcome = h("span", { class: "outcome", role: "status" });
  const choices = ["like", "dislike"].map((type) =>
    h(
      "button",
      { type: "button", class: "opinion", "data-type": type, "aria-pressed": "false" },
      icon(type),
      h("span", null, type === "like" ? "Like" : "Not for me"),
    ),
  );
  const ids = { like: uniqueId(), dislike: uniqueId() };
  choices.forEach((choice) =>
    choice.addEventListener("click", () => judge(choice, choices, outcome, item, position, shelf, ids)),
  );
  const similar = button(
    "More like this",
    () => toggleSimilar(item, more, similar, shelf),
    { class: "opinion", "aria-expanded": "false" },
    icon("similar"),
  );
  return h("div", { class: "feedback" }, choices, !shelf.compact && similar, outcome);
}

async function judge(choice, choices, outcome, item, position, shelf, ids) {
  const { context } = shelf;
  const type = choice.dataset.type;
  if (choice.getAttribute("aria-pressed") === "true" || choice.getAttribute("aria-busy") === "true") return;
  if (!context.user) {
    fill(
      outcome,
      "Choose who you are first, so that this can be remembered. ",
      button("Choose", context.chooseUser, { class: "link" }),
    );
    return;
  }
  choice.setAttribute("aria-busy", "true");
  try {
    await send(item, position, type, shelf, ids[type]);
    choices.forEach((other) => other.setAttribute("aria-pressed", String(other === choice)));
    ids[type === "like" ? "dislike" : "like"] = uniqueId(); // a change of mind later is an event of its own
    fill(outcome, type === "like" ? "Liked." : "Noted.");
    shelf.onFeedback(type);
  } catch (error) {
    fill(outcome, `Not saved: ${error.message}`);
  } finally {
    choice.removeAttribute("aria-busy");
  }
}

/** Sends an event; without a user there is nobody to remember it for. A repeated id counts once, so a retry is harmless. */
async function send(item, position, type, { context, queryId }, eventId = uniqueId()) {
  if (!context.user) return;
  const event = { event_id: eventId, user_id: context.user, item_id: item.id, type, query_id: queryId, position };
  const answer = await context.api.events(context.catalog.name, [event]);
  const [rejected] = answer?.rejected ?? [];
  if (rejected) throw new Error(rejected.reason);
}

async function toggleSimilar(item, more, opener, shelf) {
  more.hidden = !more.hidden;
  opener
    .closest(".card")
    .querySelectorAll("[aria-expanded]")
    .forEach((one) => one.setAttribute("aria-expanded", String(!more.hidden)));
  if (more.hidden || more.dataset.loaded) return;
  fill(more, skeleton(3, "Looking for similar items"));
  try {
    const { context } = shelf;
    const found = await context.api.similar(context.catalog.name, item.id, SIMILAR);
    const items = found.items ?? [];
    more.dataset.loaded = "yes";
    fill(
      more,
      h("h4", { class: "label" }, `More like ${title(item, context)}`),
      items.length === 0
        ? h("p", { class: "muted" }, "Nothing similar was found.")
        : cards(items, { context, queryId: found.query_id, onFeedback: shelf.onFeedback, compact: true, level: 5 }),
    );
  } catch (error) {
    const again = () => {
      more.hidden = true;
      toggleSimilar(item, more, opener, shelf);
    };
    fill(
      more,
      failure(
        error.missingRoute ? new Error("This server cannot look for similar items.") : error,
        error.missingRoute ? null : again,
      ),
    );
  }
}

/** Facts that are neither on the fact line nor the description, folded away. */
function rest(fields) {
  if (fields.length === 0) return null;
  return h(
    "details",
    { class: "details" },
    h("summary", null, "More facts"),
    h(
      "dl",
      null,
      fields.map(([field, value]) => [h("dt", null, humanize(field)), h("dd", null, plain(value))]),
    ),
  );
}

/**
 * The title of an item: what the catalogue calls so, or the next best.
 *
 * @param {Item} item
 * @param {import("./app.js").Context} context
 */
export function title({ id, source }, { catalog }) {
  return plain(source?.[catalog.title_field] ?? source?.title ?? source?.name ?? id);
}

/** Sorts the facts of an item: the line below the title, the description, and the rest, each fact in one place. */
function sort({ source }, { context: { catalog }, compact }) {
  const facts = Object.entries(source ?? {}).filter(
    ([field, value]) => field !== catalog.title_field && tellable(field, value, catalog),
  );
  const isLong = ([, value]) => typeof value === "string" && value.length > LONG_TEXT;
  const description = compact ? undefined : facts.find(isLong);
  const short = (catalog.filter_fields ?? [])
    .map((name) => facts.find(([field]) => field === name))
    .filter((fact) => fact && !isLong(fact));
  const worded = short.filter(([, value]) => !isNumber(value)).slice(0, compact ? 2 : 3);
  const line = [...worded, ...short.filter(([, value]) => isNumber(value))];
  return {
    line,
    shown: description ? plain(description[1]) : "",
    rest: facts.filter((fact) => fact !== description && !line.includes(fact)),
  };
}

function isNumber(value) {
  return typeof value === "number";
}

/** Vectors and what the plugin keeps beside them are no facts for a person. */
function tellable(field, value, catalog) {
  if (value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0))
    return false;
  if ([catalog.vector_field, catalog.collaborative_field, catalog.popularity_field].includes(field)) return false;
  return (
    !/(_meta|_vector)$/.test(field) &&
    !(Array.isArray(value) && value.length > 4 && value.every((one) => typeof one === "number"))
  );
}

/** Text with the quotes in it marked. */
function marked(text, quotes) {
  const quote = quotes.find((one) => typeof one === "string" && text.includes(one));
  if (!quote) return text;
  const at = text.indexOf(quote);
  return [text.slice(0, at), h("mark", null, quote), marked(text.slice(at + quote.length), quotes)];
}
