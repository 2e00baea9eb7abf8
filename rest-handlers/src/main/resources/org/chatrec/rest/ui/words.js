/** Puts what the server answers into words for a person. Pure functions; unknown values are shown as they came. */

const OPERATORS = {
  eq: (field, value) => `${field}: ${value}`,
  in: (field, value) => `${field}: ${value}`,
  not: (field, value) => `not ${field}: ${value}`,
  gt: (field, value) => `${field} above ${value}`,
  gte: (field, value) => `${field} from ${value}`,
  lt: (field, value) => `${field} below ${value}`,
  lte: (field, value) => `${field} up to ${value}`,
};

/** What the parts of a score mean; the first entry whose pattern fits a part's name. */
const PARTS = [
  [/lexical|words|bm25/, "your words"],
  [/semantic|query/, "meaning of your words"],
  [/collab|^cf/, "people like you"],
  [/content|interest|taste/, "your taste"],
  [/popular/, "popularity"],
  [/recen|new|fresh/, "newness"],
  [/explor/, "exploration"],
];

/** As many of a catalogue's filter fields, from the first, tell something worth sharing. */
const TELLING = 3;

const DEGRADED = {
  llm_timeout: "the language model did not answer in time",
  llm_error: "the language model failed",
  llm_invalid: "the language model's answer did not hold up",
  llm_busy: "the language model was busy",
  budget: "there was no time left for the language model",
  llm_disabled: "no language model is set up",
};

const INSTEAD = { plan: "rules read your message instead", explain: "the reasons were put together without it" };

const REASONS = {
  because_you_liked: (name) => `Because you liked ${name}`,
  people_also: (name) => (name ? `Appeals to people with the taste of those who like ${name}` : "Chosen by people like you"),
  similar_to: (name) => `Like ${name}`,
  close_in_meaning: () => "Close in meaning to your words",
  popular: () => "Popular",
  new: () => "New here",
};

/**
 * A field's or type's name as words: "release_year" becomes "release year".
 *
 * @param {string} name
 */
export function humanize(name) {
  return String(name)
    .replace(/[._-]+/g, " ")
    .trim();
}

/**
 * A value on one line.
 *
 * @param {any} value scalar, or a list of scalars
 */
export function plain(value) {
  if (Array.isArray(value)) return value.map(plain).join(", ");
  if (value !== null && typeof value === "object")
    return Object.entries(value)
      .map(([k, v]) => `${humanize(k)} ${plain(v)}`)
      .join(", ");
  return String(value);
}

/**
 * One filter of a plan, such as "year from 1990".
 *
 * @param {{field: string, op: string, value: any}} filter
 */
export function filterWords({ field, op, value }) {
  const text = Array.isArray(value) ? value.map(plain).join(op === "not" ? " nor " : " or ") : plain(value);
  return OPERATORS[op]?.(humanize(field), text) ?? `${humanize(field)} ${op} ${text}`;
}

/**
 * The filters of a plan in words, with a lower and an upper end of one field as one range: "year 1990–1999".
 *
 * @param {{field: string, op: string, value: any}[]} filters
 * @returns {[string, "not"|"filter"][]} text and kind, in the order of the plan
 */
export function filtersWords(filters) {
  const end = (op, field) => filters.find((one) => one.op === op && one.field === field);
  return filters.flatMap((one) => {
    const [from, to] = [end("gte", one.field), end("lte", one.field)];
    if (!from || !to || (one !== from && one !== to))
      return [[filterWords(one), one.op === "not" ? "not" : "filter"]];
    if (one !== from) return [];
    const same = plain(from.value) === plain(to.value);
    const range = same ? plain(from.value) : `${plain(from.value)}–${plain(to.value)}`;
    return [[`${humanize(one.field)} ${range}`, "filter"]];
  });
}

/**
 * A fact as it stands below a title. Words and years speak for themselves; another number needs its field's name.
 *
 * @param {string} field
 * @param {any} value
 */
export function factWords(field, value) {
  const mute = [value].flat().every((one) => typeof one === "string");
  const year = /year/i.test(field) || (/date|released/i.test(field) && Number(value) < 2200);
  return mute || year ? plain(value) : `${humanize(field)} ${plain(value)}`;
}

/**
 * One sort of a plan, given as "year", "-year", "year:desc" or {field, order}.
 *
 * @param {string|{field: string, order?: string, direction?: string, descending?: boolean}} sort
 */
export function sortWords(sort) {
  const given = typeof sort === "string" ? parseSort(sort) : sort;
  const order = String(given.order ?? given.direction ?? (given.descending ? "desc" : "asc")).toLowerCase();
  return `by ${humanize(given.field ?? plain(given))}, ${order.startsWith("desc") ? "highest" : "lowest"} first`;
}

function parseSort(text) {
  const [field, order] = text.replace(/^-/, "").split(/[:\s]+/);
  return { field, order: text.startsWith("-") ? "desc" : order };
}

/**
 * The name of a part of a score in words.
 *
 * @param {string} name as in a breakdown
 */
export function partWords(name) {
  return PARTS.find(([pattern]) => pattern.test(name))?.[1] ?? humanize(name);
}

/**
 * A reason for showing an item: a sentence, what both items have in common, and how near they are.
 *
 * @param {{type: string, item_id?: string, title?: string, similarity?: number, shared?: Object<string, any[]>}} reason
 * @param {(id: string) => string|undefined} titleOf the title of an item seen before
 * @param {string[]} fields of the catalogue, the most telling first
 * @returns {{text: string, shared: string, similarity: string}} what is not known is empty
 */
export function reasonWords(reason, titleOf, fields) {
  const name = nameOf(reason, titleOf);
  const known = REASONS[reason.type]?.(name);
  return {
    text: known ?? [humanize(reason.type), name, ...extras(reason)].filter(Boolean).join(" · "),
    shared: sharedWords(reason.shared ?? {}, fields),
    similarity: typeof reason.similarity === "number" ? short(reason.similarity) : "",
  };
}

/**
 * Whether an explanation already gives a reason, so that only what it leaves out has to be added.
 *
 * @param {string|undefined} explanation
 * @param {{type: string, item_id?: string, title?: string}} reason
 * @param {(id: string) => string|undefined} titleOf
 */
export function tells(explanation, reason, titleOf) {
  if (!explanation) return false;
  const name = nameOf(reason, titleOf);
  return name ? explanation.includes(name) : new RegExp(`\\b${humanize(reason.type)}\\b`, "i").test(explanation);
}

/**
 * What an explanation leaves out of what two items share.
 *
 * @param {string} explanation
 * @param {Object<string, any[]>} shared values by field
 */
export function untold(explanation, shared) {
  const left = Object.entries(shared).map(([field, values]) => [
    field,
    [values].flat().filter((value) => !explanation.includes(plain(value))),
  ]);
  return Object.fromEntries(left.filter(([, values]) => values.length > 0));
}

function nameOf(reason, titleOf) {
  return reason.title ?? titleOf(reason.item_id) ?? reason.item_id;
}

function extras({ type, item_id, title, shared, similarity, ...rest }) {
  return Object.entries(rest).map(
    ([key, value]) => `${humanize(key)} ${typeof value === "number" ? short(value) : plain(value)}`,
  );
}

/**
 * "same director Ridley Scott, both Science Fiction": a field whose name is a plural holds kinds, another one a fact. A
 * catalogue names its telling fields first; a common language is mentioned only where nothing better is shared.
 */
function sharedWords(shared, fields) {
  const place = (field) => (fields.includes(field) ? fields.indexOf(field) : fields.length);
  const ordered = Object.entries(shared).sort(([one], [other]) => place(one) - place(other));
  const telling = ordered.filter(([field]) => place(field) < TELLING);
  const facts = telling.length > 0 ? telling : ordered.slice(0, 1);
  const same = facts.filter(([field]) => !isPlural(field)).map(([field, all]) => `same ${humanize(field)} ${and(all)}`);
  const both = facts.filter(([field]) => isPlural(field)).map(([, all]) => `both ${and(all)}`);
  return [...same, ...both].join(", ");
}

function isPlural(field) {
  return /[^s]s$/.test(field);
}

function and(values) {
  return [values].flat().map(plain).join(" and ");
}

function short(value) {
  return Number.isInteger(value) ? String(value) : value.toFixed(2);
}

/**
 * What was answered with less than the best means, and why.
 *
 * @param {{stage: string, reason: string}} degraded
 */
export function degradedWords({ stage, reason }) {
  return `${sentenceCase(DEGRADED[reason] ?? humanize(reason))}; ${INSTEAD[stage] ?? `${humanize(stage)} went on without it`}.`;
}

/**
 * A condition that was dropped or loosened.
 *
 * @param {{part: any, reason: string}} change
 * @param {"Left out"|"Loosened"} what
 */
export function changeWords({ part, reason }, what) {
  const condition = part && typeof part === "object" && part.field ? filterWords(part) : plain(part);
  return `${what}: ${condition}${reason ? ` (${humanizeReason(reason)})` : ""}`;
}

function humanizeReason(reason) {
  return /^[a-z]+(_[a-z]+)+$/.test(reason) ? humanize(reason) : reason;
}

/**
 * With a capital at the beginning.
 *
 * @param {string} text
 */
export function sentenceCase(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/**
 * Messages that make sense after an answer, from the fields its hits have.
 *
 * @param {{hits?: {source?: Object<string, any>}[], plan?: {filters?: {field: string}[]}}} answer
 * @returns {string[]} at most five
 */
export function followUps(answer) {
  const hits = answer.hits ?? [];
  if (hits.length === 0) return ["something popular", "what do you recommend for me?"];
  const fields = Object.keys(hits[0].source ?? {});
  const has = (pattern) => fields.some((field) => pattern.test(field));
  return [
    has(/year|date|released/i) && "newer",
    has(/runtime|duration|length|minutes/i) && "shorter",
    has(/price|cost/i) && "cheaper",
    hits.length > 1 ? "why the first one?" : "why this one?",
    hits.length > 1 && `compare 1 and ${Math.min(hits.length, 3)}`,
    notThatKind(answer),
  ]
    .filter(Boolean)
    .slice(0, 5);
}

/** "not drama" for the commonest kind among the hits that the plan did not ask for. */
function notThatKind({ hits, plan }) {
  const field = ["genres", "genre", "category", "categories"].find((name) => hits[0].source?.[name]);
  if (!field) return null;
  const asked = JSON.stringify(plan?.filters ?? []).toLowerCase();
  const counts = new Map();
  for (const kind of hits.flatMap((hit) => hit.source?.[field] ?? [])) {
    const name = String(kind).toLowerCase();
    if (!asked.includes(name)) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const [most] = [...counts].sort((a, b) => b[1] - a[1]);
  return most ? `not ${most[0]}` : null;
}
