/** The conversations that are kept of a person: each can be taken up again, or erased. */
import { useSignal } from "@preact/signals";
import * as routes from "../api/routes.ts";
import type { Value } from "../api/types.ts";
import { EraseButton } from "../parts/erase.tsx";
import { Text } from "../parts/text.tsx";
import { go } from "../state/address.ts";
import { day, t } from "../state/language.ts";

/** Conversations shown, the newest. */
const SHOWN = 10;

export interface Kept {
  session: string;
  /** What it began with. */
  first: string;
  updated: number;
}

export function Conversations({ kept }: { kept: Kept[] }) {
  const failed = useSignal("");
  if (kept.length === 0) return null;
  return (
    <section aria-labelledby="talks-title">
      <h3 id="talks-title">{t("me.talks")}</h3>
      {failed.value && (
        <p class="outcome" role="alert">
          {failed.value}
        </p>
      )}
      <ol class="log" id="talks">
        {kept.slice(0, SHOWN).map(({ session, first, updated }) => (
          <li key={session}>
            <button type="button" class="link" onClick={() => go({ view: "talk", session })}>
              <Text>{first}</Text>
            </button>
            <time class="muted">{day(updated)}</time>
            <EraseButton
              label={t("me.eraseTalk", { first })}
              erase={() => routes.endSession(session)}
              failed={failed}
            />
          </li>
        ))}
      </ol>
    </section>
  );
}

/** The conversations of an export, the newest first; those without a message are none. */
export function conversationsOf(exported: Record<string, Value>): Kept[] {
  const sessions = Array.isArray(exported.sessions) ? (exported.sessions as unknown as Session[]) : [];
  return sessions
    .map(({ session_id, updated, state }) => ({
      session: session_id,
      first: state?.turns?.[0]?.message ?? "",
      updated: Number(updated ?? 0),
    }))
    .filter(({ first }) => first !== "")
    .sort((one, other) => other.updated - one.updated);
}

interface Session {
  session_id: string;
  updated?: number;
  state?: { turns?: { message?: string }[] };
}
