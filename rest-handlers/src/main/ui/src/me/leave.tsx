/** Taking one's data along, being left alone, and being forgotten. */
import { useSignal } from "@preact/signals";
import * as routes from "../api/routes.ts";
import type { Person, Value } from "../api/types.ts";
import { Dialog } from "../parts/dialog.tsx";
import { failureWords } from "../parts/failure.tsx";
import { useLoaded } from "../parts/loaded.ts";
import { named, t } from "../state/language.ts";
import { changed } from "../state/store.ts";
import { startOver } from "../talk/conversation.ts";
import { humanize, plain } from "../words/fields.ts";

export function Leave({ person, name, who }: { person: Person; name: string; who: string }) {
  const asking = useSignal(false);
  const receipt = useSignal<Record<string, Value> | null>(null);
  const failed = useSignal("");
  const able = useLoaded(
    async () => ({ forget: await routes.can.forget(name, who), export: await routes.can.export(name, who) }),
    [name, who],
  );
  const tried = async (what: () => Promise<unknown>) => {
    failed.value = "";
    try {
      await what();
    } catch (error) {
      failed.value = failureWords(error as Error);
    }
  };
  const forget = async () => {
    asking.value = false;
    receipt.value = await routes.forget(name, who);
    startOver();
    changed();
  };
  const optOut = Boolean(person.preferences?.opt_out);
  return (
    <section class="leave" aria-labelledby="leave-title">
      <h3 id="leave-title">{t("me.yours")}</h3>
      <label class="switch">
        <input
          id="opt-out"
          type="checkbox"
          checked={optOut}
          onChange={() => tried(async () => routes.prefer(name, who, { opt_out: !optOut }).then(changed))}
        />
        <span>{t("me.optOut")}</span>
      </label>
      <p class="muted">{t("me.optOutHint")}</p>
      <div class="actions start">
        {able.value?.export && (
          <button type="button" id="export" onClick={() => tried(() => download(name, who))}>
            {t("me.export")}
          </button>
        )}
        {able.value?.forget && (
          <button type="button" class="danger" id="forget" onClick={() => (asking.value = true)}>
            {t("me.forget")}
          </button>
        )}
      </div>
      {failed.value && (
        <p class="outcome" role="alert">
          {failed.value}
        </p>
      )}
      {receipt.value && <Receipt erased={receipt.value} />}
      {asking.value && (
        <Dialog kind="confirm" labelled="forget-title" close={() => (asking.value = false)}>
          <h2 id="forget-title">{t("me.forgetTitle", { user: who })}</h2>
          <p>{t("me.forgetText")}</p>
          <div class="actions">
            <button type="button" onClick={() => (asking.value = false)}>
              {t("me.keep")}
            </button>
            <button type="button" class="danger" id="forget-yes" onClick={() => tried(forget)}>
              {t("me.forgetYes")}
            </button>
          </div>
        </Dialog>
      )}
    </section>
  );
}

/** What was erased, by kind. */
function Receipt({ erased }: { erased: Record<string, Value> }) {
  const counts = flat(erased).filter(([, count]) => typeof count === "number");
  return (
    <div class="note receipt" role="status">
      <p>{t("me.erased")}</p>
      <ul>
        {counts.map(([kind, count]) => (
          <li key={kind}>
            {named("erased", kind, humanize(kind))}: {plain(count)}
          </li>
        ))}
      </ul>
    </div>
  );
}

function flat(value: Record<string, Value>): [string, Value][] {
  return Object.entries(value).flatMap(([key, one]): [string, Value][] =>
    one !== null && typeof one === "object" && !Array.isArray(one) ? flat(one) : [[key, one]],
  );
}

async function download(name: string, who: string): Promise<void> {
  const exported = await routes.exported(name, who);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([JSON.stringify(exported, null, 2)], { type: "application/json" }));
  link.download = `${name}-${who}.json`;
  link.click();
  URL.revokeObjectURL(link.href);
}
