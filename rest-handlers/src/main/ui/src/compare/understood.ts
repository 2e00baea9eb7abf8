/** What a question asks for, as the chat reads it, and the same as a search of OpenSearch. */
import * as routes from "../api/routes.ts";
import type { Catalog, Filter, Plan, Value } from "../api/types.ts";

/** Intents by which something is looked for; whatever else a question may be, here its words are searched. */
const FINDING = ["search", "recommend", "refine"];

/** Questions that are remembered. */
const KEPT = 50;

const known = new Map<string, Plan>();

/** What a question was understood as, and whether it was: else its words are the plan. */
export interface Understood {
  plan: Plan;
  read: boolean;
}

/** The plan of a question. The conversation that tells it is erased at once. */
export async function planOf(catalog: Catalog, question: string, signal: AbortSignal): Promise<Understood> {
  const key = `${catalog.name}\n${question}`;
  const kept = known.get(key);
  if (kept) return { plan: kept, read: true };
  try {
    const plan = await ask(catalog, question, signal);
    if (known.size >= KEPT) known.clear();
    known.set(key, plan);
    return { plan, read: true };
  } catch (error) {
    if (signal.aborted) throw error;
    return { plan: { query: question }, read: false }; // the next time it may be understood
  }
}

async function ask({ name }: Catalog, question: string, signal: AbortSignal): Promise<Plan> {
  const body = { message: question, explain: "none", size: 1, personalize: false };
  const { plan, intent, session_id } = await routes.chat(name, body, signal);
  void routes.endSession(session_id).catch(() => {});
  return plan && FINDING.includes(intent ?? "") && !plan.like_items?.length ? plan : { query: question };
}

/** The conditions of a plan in OpenSearch's query language. */
export function queryOf({ filters = [] }: Plan): Record<string, unknown> {
  const must = filters.filter(({ op }) => op !== "not").map(conditionOf);
  const mustNot = filters.filter(({ op }) => op === "not").map(conditionOf);
  if (filters.length === 0) return { match_all: {} };
  return { bool: { ...(must.length > 0 && { filter: must }), ...(mustNot.length > 0 && { must_not: mustNot }) } };
}

function conditionOf({ field, op, value }: Filter): Record<string, unknown> {
  if (/^[gl]te?$/.test(op)) return { range: { [field]: { [op]: value } } };
  const values: Value[] = Array.isArray(value) ? value : [value];
  return values.length === 1 ? { term: { [field]: values[0] } } : { terms: { [field]: values } };
}
