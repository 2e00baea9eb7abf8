/** Turns of a conversation that the server keeps: it names the hits, the catalogue's index has what they are. */
import * as routes from "../api/routes.ts";
import type { Catalog, ChatAnswer, Item, Plan } from "../api/types.ts";

/** Turns shown again, the newest. */
const NEWEST = 10;

interface Kept {
  turn: number;
  message: string;
  intent?: string;
  plan?: Plan;
  hits?: { id: string; title?: string }[];
}

export interface Restored {
  message: string;
  answer: ChatAnswer;
}

/** Reads a session with its items and, as far as they are kept, the explanations. */
export async function restored(catalog: Catalog, session: string): Promise<Restored[]> {
  const found = await routes.session(session);
  if (found.catalog !== undefined && found.catalog !== catalog.name) return [];
  const kept = ((found.turns ?? []) as unknown as Kept[]).slice(-NEWEST);
  const ids = [...new Set(kept.flatMap(({ hits = [] }) => hits.map(({ id }) => id)))];
  const [items, told] = await Promise.all([
    routes.items(catalog, ids),
    Promise.all(kept.map(({ turn }) => routes.turn(session, turn).catch(() => null))),
  ]);
  return kept.map((turn, at) => ({ message: turn.message, answer: answerOf(session, turn, items, told[at] ?? {}) }));
}

function answerOf(session: string, kept: Kept, items: Map<string, Item>, told: Record<string, unknown>): ChatAnswer {
  const explained = new Map(((told.hits ?? []) as Item[]).map((hit) => [hit.id, hit]));
  const hits = (kept.hits ?? []).map(({ id, title }): Item => {
    const { explanation, evidence } = explained.get(id) ?? {};
    const item = items.get(id) ?? { id, score: 0, source: title === undefined ? {} : { title } };
    return { ...item, ...(explanation && { explanation }), ...(evidence && { evidence }) };
  });
  return {
    session_id: session,
    turn: kept.turn,
    hits,
    ...(typeof told.reply === "string" && { reply: told.reply }),
    ...(typeof told.query_id === "string" && { query_id: told.query_id }),
    ...(kept.intent !== undefined && { intent: kept.intent }),
    ...(kept.plan !== undefined && { plan: kept.plan }),
  };
}
