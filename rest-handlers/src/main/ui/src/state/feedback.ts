/** What a person says of items, and what it led to. */
import { effect, signal } from "@preact/signals";
import * as routes from "../api/routes.ts";
import type { Item } from "../api/types.ts";
import type { SearchBody } from "../items/explained.ts";
import { titleOf } from "../words/facts.ts";
import { user } from "./address.ts";
import { t } from "./language.ts";
import { announced, catalog, changed, notice, opinions, setOpinion } from "./store.ts";

export type Opinion = "like" | "dislike";

/** Where an item was shown. */
export interface Place {
  queryId?: string | undefined;
  position: number;
  /** Items in its list. */
  size?: number;
  /** The search that its list was made by, or one that scores alike. */
  body?: SearchBody | undefined;
  /** The place that the score alone would give, where a list is varied. */
  byScore?: number;
}

/** The last thing that was said, whose effect lists show. */
export interface Cause {
  id: string;
  title: string;
  type: Opinion;
}

export const cause = signal<Cause | null>(null);

/** Whether the node can forget a single event, which is what taking back needs. */
export const undoable = signal(false);

/** Something that waits for the person to say who they are. */
export const waitsForPerson = signal<(() => void) | null>(null);

/** Looks anew, for each person, what this node can do. */
export function followAbilities(): void {
  effect(() => {
    const [shown, who] = [catalog.value, user.value];
    cause.value = null;
    undoable.value = false;
    if (shown && who) {
      void routes.can.forgetEvent(shown.name, who).then((able) => {
        if (user.peek() === who) undoable.value = able;
      });
    }
  });
}

/** Keeps an opinion; the same one again takes it back. Nobody's opinion waits until it is known whose it is. */
export async function judge(item: Item, type: Opinion, place: Place): Promise<void> {
  const shown = catalog.value;
  if (!shown) return;
  if (!user.value) {
    waitsForPerson.value = () =>
      void judge(item, type, place).catch((error: Error) => {
        notice.value = { key: "feedback.notSaved", error };
      });
    return;
  }
  const before = opinions.value.get(item.id);
  if (before?.type === type) return undoable.value ? takeBack(item.id) : undefined;
  const eventId = routes.uniqueId();
  await send(item.id, type, place, eventId);
  setOpinion(item.id, { type, eventId });
  const title = titleOf(shown, item);
  cause.value = { id: item.id, title, type };
  announced.value = t(type === "like" ? "feedback.liked" : "feedback.noted", { title });
  changed();
}

/** Sends an event; a repeated id counts once, so a retry is harmless. Without a person there is nobody to keep it for. */
export async function send(
  id: string,
  type: string,
  { queryId, position }: Place,
  eventId = routes.uniqueId(),
): Promise<void> {
  const shown = catalog.value;
  if (!shown || !user.value) return;
  const event = { event_id: eventId, user_id: user.value, item_id: id, type, query_id: queryId, position };
  const [rejected] = (await routes.events(shown.name, [event])).rejected ?? [];
  if (rejected) throw new Error(rejected.reason);
}

/** Takes back what was said of an item since the page was opened. */
export async function takeBack(id: string): Promise<void> {
  const [shown, said] = [catalog.value, opinions.value.get(id)];
  if (!shown || !said) return;
  await routes.forgetEvent(shown.name, user.value, said.eventId);
  setOpinion(id, null);
  cause.value = null;
  announced.value = t("feedback.takenBack");
  changed();
}
