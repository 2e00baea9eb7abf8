import { signal } from "@preact/signals";
import type { Item } from "../api/types.ts";
import type { Place } from "../state/feedback.ts";

export interface Opened {
  item: Item;
  place: Place;
  /** The message that its list answers: empty for recommendations, null where no single one does. */
  question: string | null;
  /** Whether the list of a message leaves out what the person has seen; recommendations always do. */
  excludeSeen?: boolean | undefined;
}

/** The item whose sheet is open. */
export const opened = signal<Opened | null>(null);

/** The list that the item was opened from, as the node is asked about it. */
export function listOf({ item, question, excludeSeen }: Opened, user: string): Record<string, unknown> {
  return {
    item_id: item.id,
    user_id: user,
    ...(question && { message: question, exclude_seen: excludeSeen ?? false }),
  };
}
