/** What is kept of what a person did and said, where the node lets it be read; each entry can be forgotten. */
import { useSignal } from "@preact/signals";
import * as routes from "../api/routes.ts";
import type { Item, Value } from "../api/types.ts";
import { EraseButton } from "../parts/erase.tsx";
import { useLoaded } from "../parts/loaded.ts";
import { ItemText } from "../parts/text.tsx";
import { undoable } from "../state/feedback.ts";
import { day, named, t } from "../state/language.ts";
import { catalog, learned, remember, titleOf as remembered } from "../state/store.ts";
import { titleOf } from "../words/facts.ts";
import { Conversations, conversationsOf, type Kept } from "./conversations.tsx";

/** Events shown, the newest. */
const SHOWN = 30;

interface Logged {
  event_id?: string;
  item_id?: string;
  title?: string;
  type?: string;
  text?: string;
  /** What it was rated with. */
  value?: number;
  timestamp?: string | number;
}

export function Events({ name, who }: { name: string; who: string }) {
  const found = useLoaded(() => kept(name, who), [name, who, learned.value]);
  const { log, talks } = found.value ?? { log: [], talks: [] };
  return (
    <>
      {log.length > 0 && <Log log={log} name={name} who={who} />}
      <Conversations kept={talks} />
    </>
  );
}

function Log({ log, name, who }: { log: Logged[]; name: string; who: string }) {
  const failed = useSignal("");
  return (
    <section aria-labelledby="events-title">
      <h3 id="events-title">{t("me.log")}</h3>
      {failed.value && (
        <p class="outcome" role="alert">
          {failed.value}
        </p>
      )}
      <ol class="log">
        {log.map((event) => (
          <li key={event.event_id}>
            <span class="muted">
              {named("event", event.type ?? "", event.type ?? "")}
              {event.type === "rating" && event.value !== undefined && ` ★ ${event.value}`}
            </span>{" "}
            <ItemText>{event.title ?? remembered(event.item_id) ?? event.text ?? event.item_id ?? ""}</ItemText>{" "}
            <time class="muted">{day(event.timestamp)}</time>
            {undoable.value && event.event_id && (
              <EraseButton
                label={t("me.forgetEvent", {
                  title: event.title ?? remembered(event.item_id) ?? event.item_id ?? "",
                })}
                erase={() => routes.forgetEvent(name, who, event.event_id ?? "")}
                failed={failed}
              />
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

/** The newest events with the titles of their items, and conversations; none where the node exports nothing. */
async function kept(name: string, who: string): Promise<{ log: Logged[]; talks: Kept[] }> {
  const shown = catalog.value;
  if (!shown || !(await routes.can.export(name, who))) return { log: [], talks: [] };
  const exported = await routes.exported(name, who);
  const log = logOf(exported).slice(0, SHOWN);
  const ids = log.map(({ item_id }) => item_id).filter((id) => id !== undefined);
  const items = await routes.items(shown, [...new Set(ids)]).catch(() => new Map<string, Item>());
  remember([...items.values()], (item) => titleOf(shown, item));
  return { log, talks: conversationsOf(exported) };
}

/** The events of an export, the newest first. */
export function logOf(exported: Record<string, Value>): Logged[] {
  const events = Array.isArray(exported.events) ? (exported.events as unknown as Logged[]) : [];
  const time = ({ timestamp }: Logged) => new Date(timestamp ?? 0).getTime();
  return [...events].sort((one, other) => time(other) - time(one));
}
