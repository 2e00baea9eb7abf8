/** An item in a list: small, with one sentence of reason; the rest is on the sheet that its title opens. */
import type { Item } from "../api/types.ts";
import { ItemText, Text } from "../parts/text.tsx";
import type { Place } from "../state/feedback.ts";
import { t } from "../state/language.ts";
import type { Move } from "../state/moves.ts";
import { catalog, titleOf as remembered } from "../state/store.ts";
import { commonFacts, factLine, titleOf } from "../words/facts.ts";
import { oneSentence } from "../words/reasons.ts";
import { Bar } from "./bar.tsx";
import { Marks, MoveMark } from "./marks.tsx";
import { opened } from "./opened.ts";
import { Opinions } from "./opinion.tsx";
import { Tile } from "./tile.tsx";

export interface CardProps {
  item: Item;
  place: Place;
  /** What was asked for, which decides what a "why" is about. */
  question?: string | null;
  /** Whether the list leaves out what the person has seen, as recommendations do. */
  excludeSeen?: boolean;
  move?: Move | undefined;
  /** Without opinions and sentence, for lists beside another. */
  bare?: boolean;
  /** Terms that the person likes: facts that say one of them come first, in colour. */
  liked?: ReadonlySet<string> | undefined;
  /** Without the sentence: an answer about the item stands above, and a single one has no place in a list. */
  told?: boolean;
  /** Who explained it. */
  explainer?: string | undefined;
  /** Of its title, below the heading of the list. */
  level?: 3 | 4;
}

export function Card({ item, place, question, excludeSeen, move, bare, liked, told, explainer, level = 4 }: CardProps) {
  const shown = catalog.value;
  if (!shown) return null;
  const Heading = `h${level}` as const;
  const sentence = bare || told ? "" : oneSentence(shown, item, remembered, explainer);
  return (
    <article class="card" data-item={item.id}>
      <div class="rank">
        {!(told && place.size === 1) && (
          <>
            <span class="visually-hidden">{t("item.rank")} </span>
            {place.position}
          </>
        )}
        <MoveMark move={move} />
      </div>
      <Tile item={item} />
      <div class="card-body">
        <Heading class="title">
          <button
            type="button"
            class="title-button"
            aria-haspopup="dialog"
            onClick={() => {
              opened.value = {
                item,
                place,
                question: question === undefined ? "" : question,
                excludeSeen,
                clicked: true,
              };
            }}
          >
            <ItemText>{titleOf(shown, item)}</ItemText>
          </button>
          <Marks item={item} />
        </Heading>
        <Facts item={item} liked={liked} />
        {sentence && (
          <p class="sentence">
            <Text>{sentence}</Text>
          </p>
        )}
        <Bar item={item} />
      </div>
      {!bare && <Opinions item={item} place={place} />}
    </article>
  );
}

export function Facts({ item, liked }: { item: Item; liked?: ReadonlySet<string> | undefined }) {
  const shown = catalog.value;
  const common = shown && liked ? commonFacts(shown, item, liked) : [];
  const told = common.map(({ text }) => text);
  const facts = shown ? factLine(shown, item).filter(({ text }) => !told.includes(text)) : [];
  if (common.length + facts.length === 0) return null;
  return (
    <p class="facts">
      {[...common, ...facts].map(({ field, text }, at) => (
        <span key={`${field} ${text}`} class={at < common.length ? "common" : ""}>
          <ItemText>{text}</ItemText>
        </span>
      ))}
    </p>
  );
}
