/** Why an item is there, in one sentence. */
import type { Catalog, Item, Reason, Value } from "../api/types.ts";
import { isKey, t } from "../state/language.ts";
import { description, titleOf as itemTitle } from "./facts.ts";
import { fieldWords, humanize, plain, roleOf } from "./fields.ts";

/** As many of a catalogue's filter fields, from the first, tell something worth sharing. */
const TELLING = 3;

/** Kinds of reasons, the most telling about a person first. */
const ORDER = ["because_you_liked", "people_also", "similar_to", "close_in_meaning", "new", "popular"];

/** Reasons that are about the person or the item that was named, not about the whole catalogue. */
const PERSONAL = ["because_you_liked", "people_also", "similar_to"];

/**
 * The one sentence below an item's title. A language model begins with what matters. A template begins with what was
 * asked for, which is the same for every item of a list and stands above it: what it quotes goes first, then why this
 * person, then what it says last, which is a reason where there is one. Where there is none, the card says nothing.
 */
export function oneSentence(
  catalog: Catalog,
  item: Item,
  titleOf: (id: string | undefined) => string | undefined,
  explainer?: string,
): string {
  const told = sentences(item.explanation ?? "");
  const own = (reason: Reason) => Number(namesItself(catalog, item, reason, titleOf));
  const best = [...(item.reasons ?? [])].sort((a, b) => own(a) - own(b) || place(a) - place(b))[0];
  if (explainer === "llm" && told[0]) return told[0];
  const words = best ? reasonWords(catalog, best, titleOf) : "";
  const reason = best && own(best) ? t("why.variant") : words;
  const personal = best && PERSONAL.includes(best.type) ? reason : "";
  return quoting(catalog, item, told) || personal || (best && told.at(-1)) || reason;
}

/** Whether a reason names an item of the same name, of which this one is another colour or size. */
function namesItself(
  catalog: Catalog,
  item: Item,
  reason: Reason,
  titleOf: (id: string | undefined) => string | undefined,
): boolean {
  return (reason.title ?? titleOf(reason.item_id)) === itemTitle(catalog, item);
}

/** The sentence that quotes the item's description. */
function quoting(catalog: Catalog, item: Item, told: string[]): string | undefined {
  const field = description(catalog, item)?.[0];
  const quotes = (item.evidence ?? []).filter((one) => one.field === field && one.quote).map(({ quote }) => quote);
  return told.find((sentence) => quotes.some((quote) => sentence.includes(quote)));
}

const place = (reason: Reason) => {
  const at = ORDER.indexOf(reason.type);
  return at < 0 ? ORDER.length : at;
};

/** A text cut into sentences, without losing anything of it. */
export function sentences(text: string): string[] {
  const pieces = text.match(
    /[^.!?。！？]+(?:[.!?]+(?=["”’」]?(?:\s+\P{Ll}|\s*$)|\s)|[.!?](?!["”’」]?(?:\s+\P{Ll}|\s*$)|\s)[^.!?。！？]*|[。！？]+|$)+["”’」]?\s*/gu,
  ) ?? [text];
  const found: string[] = [];
  let open = "";
  for (const piece of pieces) {
    open += piece;
    if (isWhole(open)) {
      found.push(open.trim());
      open = "";
    }
  }
  return [...found, open.trim()].filter(Boolean);
}

/** What a full stop ends without ending the sentence: "Dr. Strangelove", "J. Edgar". */
const SHORTENED = /(?:^|[\s“"(])(?:Dr|Mrs?|Ms|St|Mt|[JS]r|vs|Vol|Prof|Lt|Sgt|Capt|Col|Gen|\p{Lu})\.\s*$/u;

/** A title in quotation marks may have stops of its own. */
const isWhole = (text: string) => !SHORTENED.test(text) && text.split("“").length <= text.split("”").length;

/** A reason in words: "Because you liked Heat: also by Michael Mann, also Crime". */
export function reasonWords(
  catalog: Catalog,
  reason: Reason,
  titleOf: (id: string | undefined) => string | undefined,
): string {
  const title = reason.title ?? titleOf(reason.item_id) ?? reason.item_id ?? "";
  const key = title ? `why.${reason.type}` : `why.${reason.type}.nobody`;
  const text = isKey(key) ? t(key, { title }) : [humanize(reason.type), title].filter(Boolean).join(" · ");
  const shared = sharedWords(catalog, reason.shared ?? {});
  return shared ? t("why.shared", { text, shared }) : text;
}

/** The most telling of what two items have in common: a common language is mentioned only where nothing better is. */
function sharedWords(catalog: Catalog, shared: Record<string, Value>): string {
  const fields = catalog.filter_fields ?? [];
  const at = (field: string) => (fields.includes(field) ? fields.indexOf(field) : fields.length);
  const ordered = Object.entries(shared).sort(([one], [other]) => at(one) - at(other));
  return ordered
    .filter(([field]) => at(field) < TELLING)
    .map(([field, value]) => (speaks(catalog, field) ? plain(value) : `${fieldWords(catalog, field)} ${plain(value)}`))
    .join(", ");
}

/** A kind, like "jackets", needs no word for what it is. */
const speaks = (catalog: Catalog, field: string) => /[^s]s$/.test(field) || roleOf(catalog, field) === "genre";
