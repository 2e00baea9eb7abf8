/** How far it is: which call, and how many of its documents, where it copies some. */
import { Waiting } from "../parts/waiting.tsx";
import { t } from "../state/language.ts";
import type { Progress } from "./carry.ts";

export function Doing({ progress: { step, steps, call, done, total } }: { progress: Progress }) {
  const counted = done !== undefined && total !== undefined;
  return (
    <div class="doing">
      <Waiting
        key={step}
        lines={0}
        text={t("setup.step", { step, steps, call: `${call.method} ${call.path.split("?")[0]}` })}
      />
      {counted ? (
        <>
          <progress value={done} max={total} aria-label={t("setup.embedded", { done, total })} />
          <p class="muted">{t("setup.embedded", { done, total })}</p>
        </>
      ) : (
        <progress aria-label={t("waiting.mending")} />
      )}
    </div>
  );
}
