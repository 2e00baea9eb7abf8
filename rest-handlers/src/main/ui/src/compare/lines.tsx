/** Lines from where an item stands in one list to where it stands in the other. */
import { useEffect, useRef, useState } from "preact/hooks";
import { movesOf } from "../state/moves.ts";

const MILLISECONDS = 350;

interface Line {
  id: string;
  from: number;
  to: number;
  kind: string;
}

export function Lines({ before, after, rows }: { before: string[]; after: string[]; rows: number }) {
  const lines = useMoving(linesOf(before, after));
  return (
    <svg class="lines" viewBox={`0 0 100 ${rows}`} preserveAspectRatio="none" aria-hidden="true">
      {lines.map(({ id, from, to, kind }) => (
        <path key={id} class={`line ${kind}`} d={`M0 ${from + 0.5}C45 ${from + 0.5} 55 ${to + 0.5} 100 ${to + 0.5}`} />
      ))}
    </svg>
  );
}

export function linesOf(before: string[], after: string[]): Line[] {
  const moves = movesOf(before, after);
  return after.flatMap((id, to) => {
    const from = before.indexOf(id);
    return from < 0 ? [] : [{ id, from, to, kind: moves.get(id)?.kind ?? "same" }];
  });
}

/** Lets lines glide from where they were to where they belong; at once for whoever wants no motion. */
function useMoving(wanted: Line[]): Line[] {
  const [shown, show] = useState(wanted);
  const last = useRef(wanted);
  const key = JSON.stringify(wanted);
  useEffect(() => {
    const start = last.current;
    const began = performance.now();
    let frame = 0;
    const step = (now: number) => {
      const share = matchMedia("(prefers-reduced-motion: reduce)").matches
        ? 1
        : Math.min(1, (now - began) / MILLISECONDS);
      const eased = 1 - (1 - share) ** 3;
      last.current = wanted.map((line) => between(start.find(({ id }) => id === line.id) ?? line, line, eased));
      show(last.current);
      if (share < 1) frame = requestAnimationFrame(step);
    };
    frame = requestAnimationFrame(step);
    return () => cancelAnimationFrame(frame);
  }, [key]);
  return shown;
}

function between(from: Line, to: Line, share: number): Line {
  const mix = (one: number, other: number) => one + (other - one) * share;
  return { ...to, from: mix(from.from, to.from), to: mix(from.to, to.to) };
}
