import { effect, signal } from "@preact/signals";
import type { Item } from "../api/types.ts";
import { type Place, send } from "../state/feedback.ts";

export interface Opened {
  item: Item;
  place: Place;
  /** The message that its list answers: empty for recommendations, null where no single one does. */
  question: string | null;
  /** Whether the list of a message leaves out what the person has seen; recommendations always do. */
  excludeSeen?: boolean | undefined;
  /** Whether it was chosen in a list, which is a click. */
  clicked?: boolean;
}

/** The item whose sheet is open. */
export const opened = signal<Opened | null>(null);

let before: Opened | null = null;

/**
 * A click is told when the sheet is closed: told before, it would make the item one that is known, and what the sheet
 * says of the list it was chosen from would be said of another list.
 */
effect(() => {
  const left = before;
  before = opened.value;
  if (left?.clicked && left !== before) void send(left.item.id, "click", left.place).catch(() => {});
});

/** Whoever leaves the page from an open sheet has clicked, too. */
globalThis.addEventListener?.("pagehide", () => {
  opened.value = null;
});

/** The list that the item was opened from, as the node is asked about it. */
export function listOf({ item, place, question, excludeSeen }: Opened, user: string): Record<string, unknown> {
  return {
    item_id: item.id,
    ...(user && { user_id: user }),
    ...(place.size && { size: place.size }),
    ...(question && { message: question, exclude_seen: excludeSeen ?? false }),
  };
}
