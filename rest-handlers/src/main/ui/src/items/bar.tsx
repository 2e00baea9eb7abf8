import type { ComponentChildren } from "preact";
import type { Item } from "../api/types.ts";
import { t } from "../state/language.ts";
import { catalog } from "../state/store.ts";
import { fullScore, type Part, partsOf } from "../words/score.ts";

/** The parts of a score side by side in one thin bar; the opened card says the same in numbers. */
export function Bar({ item }: { item: Item }) {
  const shown = catalog.value;
  const parts = drawn(item);
  if (!shown || parts.length === 0) return null;
  // What takes away is not drawn beside what it is taken from: the bar ends where the score does.
  const positive = parts.reduce((sum, { value }) => sum + value, 0);
  const score = item.score - Math.max(0, item.breakdown?.variants ?? 0);
  const scale = (positive > 0 ? score / positive : 0) / Math.max(fullScore(shown), score);
  return (
    <div class="track" aria-hidden="true">
      {parts.map((part) => (
        <Segment key={part.name} part={part} share={part.value * scale} />
      ))}
    </div>
  );
}

/** Which colour is which part, of those that are in the bars. */
export function Legend({ items, children }: { items: Item[]; children?: ComponentChildren }) {
  const parts = new Map<string, Part>();
  for (const item of items) for (const part of drawn(item)) parts.set(part.colour, part);
  if (parts.size === 0) return null;
  return (
    <ul class="legend muted" aria-label={t("legend")}>
      {[...parts.values()].map((part) => (
        <li key={part.colour}>
          <span class={`swatch part-${part.colour}`} aria-hidden="true" />
          {part.words}
        </li>
      ))}
      {children}
    </ul>
  );
}

/** What is the same for all items that are shown first, like being the first of its kind, would only make bars alike. */
const drawn = (item: Item) => partsOf(item.breakdown).filter(({ name, value }) => value > 0 && name !== "variants");

function Segment({ part, share }: { part: Part; share: number }) {
  return <span class={`segment part-${part.colour}`} style={{ "--share": `${(100 * share).toFixed(2)}%` }} />;
}
