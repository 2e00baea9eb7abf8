/** Turns of a conversation that the server keeps. */
import type { ChatAnswer } from "../api/types.ts";

export async function restored(_session: string): Promise<{ message: string; answer: ChatAnswer }[]> {
  return [];
}
