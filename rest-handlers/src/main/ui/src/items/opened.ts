import { signal } from "@preact/signals";
import type { Item } from "../api/types.ts";
import type { Place } from "../state/feedback.ts";

/** The item whose sheet is open, and the message that its list answers: empty for recommendations, null where no single one does. */
export const opened = signal<{ item: Item; place: Place; question: string | null } | null>(null);
