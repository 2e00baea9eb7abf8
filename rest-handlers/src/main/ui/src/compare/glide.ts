import { useLayoutEffect, useRef } from "preact/hooks";

/** Rows of a list glide to their new places when their order changes; new ones fade in. */
export function useGlide(order: string[]) {
  const list = useRef<HTMLOListElement>(null);
  const tops = useRef(new Map<string, number>());
  useLayoutEffect(() => {
    const rows = [...(list.current?.children ?? [])] as HTMLElement[];
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const now = new Map(rows.map((row) => [row.dataset.row ?? "", row.offsetTop]));
    for (const row of still || tops.current.size === 0 ? [] : rows) glide(row, tops.current.get(row.dataset.row ?? ""));
    tops.current = now;
  }, [order.join("\n")]);
  return list;
}

function glide(row: HTMLElement, was: number | undefined): void {
  const start = was === undefined ? { opacity: 0 } : { transform: `translateY(${was - row.offsetTop}px)` };
  const end = was === undefined ? { opacity: 1 } : { transform: "none" };
  row.animate([start, end], { duration: 350, easing: "cubic-bezier(.2,.7,.2,1)" });
}
