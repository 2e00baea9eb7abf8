import { useEffect, useRef } from "preact/hooks";
import { t } from "../state/language.ts";
import { catalog } from "../state/store.ts";
import { ask, busy, draft, erase, LONGEST, startOver, stop, turns } from "./conversation.ts";
import { followUps } from "./followups.ts";
import { tongue } from "./turn.tsx";

export function Composer() {
  const box = useRef<HTMLTextAreaElement>(null);
  const begun = turns.value.length > 0;
  const send = () => {
    if (busy.value || draft.value.length > LONGEST || !draft.value.trim()) return;
    const message = draft.value;
    draft.value = "";
    void ask(message);
  };
  useShortcut(box);
  return (
    <form
      class="composer"
      id="composer"
      autocomplete="off"
      onSubmit={(event) => {
        event.preventDefault();
        if (busy.value) stop();
        else send();
      }}
    >
      <div class="composer-top">
        <Chips after={() => box.current?.focus({ preventScroll: true })} />
        {begun && (
          <div class="composer-links">
            <button type="button" class="link" id="restart" onClick={() => startOver()}>
              {t("talk.new")}
            </button>
            <button type="button" class="link" onClick={() => void erase()}>
              {t("talk.erase")}
            </button>
          </div>
        )}
      </div>
      <div class="composer-row">
        <label class="visually-hidden" for="message">
          {t("talk.message")}
        </label>
        <textarea
          id="message"
          ref={box}
          rows={1}
          dir="auto"
          enterkeyhint="send"
          aria-describedby="message-keys message-length"
          placeholder={t("talk.placeholder")}
          value={draft.value}
          onInput={(event) => (draft.value = event.currentTarget.value)}
          onKeyDown={(event) => {
            // While an input method composes (Chinese, Japanese), Enter chooses a word and must not send.
            if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
              event.preventDefault();
              send();
            } else if (event.key === "ArrowUp" && draft.value === "") {
              event.preventDefault();
              document.querySelector<HTMLElement>(".turn:last-of-type .title-button")?.focus();
            }
          }}
        />
        <button
          type="submit"
          id="send"
          class={busy.value ? "primary stop" : "primary"}
          disabled={!catalog.value || (!busy.value && draft.value.length > LONGEST)}
        >
          {t(busy.value ? "talk.stop" : "talk.send")}
        </button>
      </div>
      <p class="visually-hidden" id="message-keys">
        {t("talk.keys")}
      </p>
      <p class={draft.value.length > LONGEST ? "length outcome" : "visually-hidden"} id="message-length">
        {draft.value.length > LONGEST && t("talk.tooLong", { length: draft.value.length, most: LONGEST })}
      </p>
    </form>
  );
}

function Chips({ after }: { after: () => void }) {
  const shown = catalog.value;
  const last = turns.value.at(-1);
  const answer = last?.answer ?? (last?.error ? { session_id: "", turn: 0 } : undefined);
  const messages = shown && last && answer ? followUps(shown, answer, tongue(last.message)) : [];
  return (
    <ul class="chips" id="followups" aria-label={t("talk.suggested")}>
      {messages.map((message) => (
        <li key={message}>
          <button
            type="button"
            class="chip"
            onClick={() => {
              void ask(message);
              after();
            }}
          >
            {message}
          </button>
        </li>
      ))}
    </ul>
  );
}

/** "/" leads to the box from everywhere; Escape from a hit. */
function useShortcut(box: { current: HTMLTextAreaElement | null }): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const at = event.target as HTMLElement;
      const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName);
      if ((event.key === "/" && !typing) || (event.key === "Escape" && at.closest(".turns"))) {
        event.preventDefault();
        box.current?.focus();
      }
    };
    addEventListener("keydown", listen);
    return () => removeEventListener("keydown", listen);
  }, []);
}
