/** The log of what a person did, where the node lets it be read; each entry can be forgotten. */
import { useSignal } from "@preact/signals";
import * as routes from "../api/routes.ts";
import type { Item, Value } from "../api/types.ts";
import { failureWords } from "../parts/failure.tsx";
import { Icon } from "../parts/icons.tsx";
import { useLoaded } from "../parts/loaded.ts";
import { ItemText } from "../parts/text.tsx";
import { undoable } from "../state/feedback.ts";
import { language, named, t } from "../state/language.ts";
import { catalog, changed, learned, remember, titleOf as remembered } from "../state/store.ts";
import { titleOf } from "../words/facts.ts";

/** Events shown, the newest. */
const SHOWN = 30;

interface Logged {
  event_id?: string;
  item_id?: string;
  title?: string;
  type?: string;
  text?: string;
  timestamp?: string | number;
}

export function Events({ name, who }: { name: string; who: string }) {
  const failed = useSignal("");
  const found = useLoaded(() => newest(name, who), [name, who, learned.value]);
  const log = found.value ?? [];
  if (log.length === 0) return null;
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
            <span class="muted">{named("event", event.type ?? "", event.type ?? "")}</span>{" "}
            <ItemText>{event.title ?? remembered(event.item_id) ?? event.text ?? event.item_id ?? ""}</ItemText>{" "}
            <time class="muted">{day(event.timestamp)}</time>
            {undoable.value && event.event_id && (
              <button
                type="button"
                class="plain-button"
                aria-label={t("me.forgetEvent", {
                  title: event.title ?? remembered(event.item_id) ?? event.item_id ?? "",
                })}
                onClick={() =>
                  routes
                    .forgetEvent(name, who, event.event_id ?? "")
                    .then(changed)
                    .catch((error: Error) => (failed.value = failureWords(error)))
                }
              >
                <Icon name="close" />
              </button>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

/** The newest events with the titles of their items; none where the node exports nothing. */
async function newest(name: string, who: string): Promise<Logged[]> {
  const shown = catalog.value;
  if (!shown || !(await routes.can.export(name, who))) return [];
  const log = logOf(await routes.exported(name, who)).slice(0, SHOWN);
  const ids = log.map(({ item_id }) => item_id).filter((id) => id !== undefined);
  const items = await routes.items(shown, [...new Set(ids)]).catch(() => new Map<string, Item>());
  remember([...items.values()], (item) => titleOf(shown, item));
  return log;
}

/** The events of an export, the newest first. */
export function logOf(exported: Record<string, Value>): Logged[] {
  const events = Array.isArray(exported.events) ? (exported.events as unknown as Logged[]) : [];
  const time = ({ timestamp }: Logged) => new Date(timestamp ?? 0).getTime();
  return [...events].sort((one, other) => time(other) - time(one));
}

function day(timestamp: string | number | undefined): string {
  const date = new Date(timestamp ?? Number.NaN);
  return Number.isNaN(date.getTime()) ? "" : date.toLocaleDateString(language.value, { dateStyle: "medium" });
}
