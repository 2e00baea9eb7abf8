/** The log of what a person did, where the node lets it be read; each entry can be forgotten. */
import { useSignal } from "@preact/signals";
import * as routes from "../api/routes.ts";
import type { Value } from "../api/types.ts";
import { failureWords } from "../parts/failure.tsx";
import { Icon } from "../parts/icons.tsx";
import { useLoaded } from "../parts/loaded.ts";
import { ItemText } from "../parts/text.tsx";
import { undoable } from "../state/feedback.ts";
import { language, named, t } from "../state/language.ts";
import { changed, learned, titleOf } from "../state/store.ts";

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
  const found = useLoaded(
    async () => ((await routes.can.export(name, who)) ? logOf(await routes.exported(name, who)) : []),
    [name, who, learned.value],
  );
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
        {log.slice(0, SHOWN).map((event) => (
          <li key={event.event_id}>
            <span class="muted">{named("event", event.type ?? "", event.type ?? "")}</span>{" "}
            <ItemText>{event.title ?? titleOf(event.item_id) ?? event.text ?? event.item_id ?? ""}</ItemText>{" "}
            <time class="muted">{day(event.timestamp)}</time>
            {undoable.value && event.event_id && (
              <button
                type="button"
                class="plain-button"
                aria-label={t("me.forgetEvent", { title: event.title ?? event.item_id ?? "" })}
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
