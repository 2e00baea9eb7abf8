/** How one order of items differs from another. */

export type Move = { kind: "new" } | { kind: "up" | "down"; by: number } | { kind: "same" };

/** What became of each item of the later order. */
export function movesOf(before: readonly string[], after: readonly string[]): Map<string, Move> {
  return new Map(after.map((id, at) => [id, moveOf(before.indexOf(id), at)]));
}

function moveOf(was: number, is: number): Move {
  if (was < 0) return { kind: "new" };
  if (was === is) return { kind: "same" };
  return was > is ? { kind: "up", by: was - is } : { kind: "down", by: is - was };
}

/** How many of the later order are new or moved, and how many of the earlier are gone. */
export function countMoves(before: readonly string[], after: readonly string[]) {
  const kinds = [...movesOf(before, after).values()].map(({ kind }) => kind);
  const count = (wanted: Move["kind"]) => kinds.filter((kind) => kind === wanted).length;
  return {
    new: count("new"),
    up: count("up"),
    down: count("down"),
    same: count("same"),
    gone: before.filter((id) => !after.includes(id)).length,
  };
}
