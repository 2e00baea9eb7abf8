import type { Item } from "../api/types.ts";

/** Why an item is where it is, as the node tells it. */
export function Why(_: { item: Item; question: string }) {
  return null;
}
