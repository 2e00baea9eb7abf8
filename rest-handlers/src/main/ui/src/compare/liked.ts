/** What a person likes, in words that facts of items can be compared with. */
import * as routes from "../api/routes.ts";
import type { Person } from "../api/types.ts";

/** The terms of a person's interests; none where the caller may not look at them. */
export async function likedTerms(name: string, user: string): Promise<ReadonlySet<string>> {
  return termsOf(await routes.person(name, user).catch(() => ({})));
}

export function termsOf({ interests = [] }: Person): ReadonlySet<string> {
  return new Set(interests.flatMap(({ terms = [] }) => terms));
}
