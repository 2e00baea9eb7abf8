import type { Item } from "../api/types.ts";
import { catalog } from "../state/store.ts";
import { fullScore, type Part, partsOf } from "../words/score.ts";

/** The parts of a score side by side in one thin bar; the opened card says the same in numbers. */
export function Bar({ item }: { item: Item }) {
  const shown = catalog.value;
  const parts = partsOf(item.breakdown).filter(({ value }) => value > 0);
  if (!shown || parts.length === 0) return null;
  // What takes away is not drawn beside what it is taken from: the bar ends where the score does.
  const positive = parts.reduce((sum, { value }) => sum + value, 0);
  const scale = (positive > 0 ? item.score / positive : 0) / Math.max(fullScore(shown), item.score);
  return (
    <div class="track" aria-hidden="true">
      {parts.map((part) => (
        <Segment key={part.name} part={part} share={part.value * scale} />
      ))}
    </div>
  );
}

function Segment({ part, share }: { part: Part; share: number }) {
  return <span class={`segment part-${part.colour}`} style={{ "--share": `${(100 * share).toFixed(2)}%` }} />;
}
