import type { Catalog } from "../api/types.ts";
import { partWords } from "../words/score.ts";

/** What a score weighs, in the order in which it is shown. */
const SIGNALS = ["lexical", "semantic", "content", "collaborative", "popularity"] as const;

export type Weights = Record<string, number>;

/** The catalogue's own weights, as exact as a slider is. */
export function ownWeights(catalog: Catalog | null): Weights {
  const own = catalog?.weights ?? {};
  return Object.fromEntries(SIGNALS.map((name) => [name, Math.round(100 * Number(own[name] ?? 0)) / 100]));
}

export const sameWeights = (one: Weights, other: Weights) => SIGNALS.every((name) => one[name] === other[name]);

/** A slider for each weight. `id` tells those of one place from others on the page. */
export function Sliders({ id, set, change }: { id: string; set: Weights; change: (next: Weights) => void }) {
  return (
    <>
      {SIGNALS.map((name) => (
        <div class="slider" key={name}>
          <label for={`${id}-${name}`}>
            <span class={`swatch part-${name}`} aria-hidden="true" />
            {partWords(name)}
          </label>
          <input
            id={`${id}-${name}`}
            type="range"
            min="0"
            max="1"
            step="0.01"
            value={set[name]}
            onInput={(event) => change({ ...set, [name]: Number(event.currentTarget.value) })}
          />
          <output for={`${id}-${name}`}>{(set[name] ?? 0).toFixed(2)}</output>
        </div>
      ))}
    </>
  );
}
