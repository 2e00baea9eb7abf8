/** Where one says who one is, or looks on as somebody else. */
import { signal, useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { uniqueId } from "../api/routes.ts";
import { describe, viewersOf } from "../compare/offers.ts";
import { Dialog } from "../parts/dialog.tsx";
import { Icon } from "../parts/icons.tsx";
import { Text } from "../parts/text.tsx";
import { address, go, user } from "../state/address.ts";
import { waitsForPerson } from "../state/feedback.ts";
import { t } from "../state/language.ts";
import { catalog } from "../state/store.ts";

/** Whether the dialog is open. */
export const choosing = signal(false);

/** In the bar: who answers are for. */
export function PersonButton() {
  const text = describe(catalog.value?.name, user.value);
  return (
    <button
      type="button"
      class="person-button"
      id="person"
      aria-haspopup="dialog"
      onClick={() => (choosing.value = true)}
    >
      <span class="muted">{t("person.as")}</span> <b>{user.value ? <Text>{user.value}</Text> : t("person.nobody")}</b>
      {text && <span class="person-text muted">{text}</span>}
    </button>
  );
}

export function Chooser() {
  if (!choosing.value && !waitsForPerson.value) return null;
  return (
    <Dialog kind="chooser" labelled="chooser-title" close={close}>
      <Choices />
    </Dialog>
  );
}

function close() {
  choosing.value = false;
  waitsForPerson.value = null;
}

function choose(id: string) {
  const waiting = waitsForPerson.value;
  close();
  // whose opinion waits goes on with the conversation that it is about
  go({ user: id, session: waiting ? address.value.session : "" });
  if (id) waiting?.();
}

function Choices() {
  const typed = useSignal("");
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  const wanted = typed.value.trim();
  const found = viewersOf(catalog.value?.name).filter(({ id, text }) =>
    `${id} ${text}`.toLowerCase().includes(wanted.toLowerCase()),
  );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (wanted) choose(wanted);
      }}
    >
      <div class="dialog-head">
        <h2 id="chooser-title">{t(waitsForPerson.value ? "person.whoseOpinion" : "person.title")}</h2>
        <button type="button" class="plain-button close" aria-label={t("close")} onClick={close}>
          <Icon name="close" />
        </button>
      </div>
      <div class="actions start">
        <button
          type="button"
          class="primary"
          id="somebody-new"
          onClick={() => choose(`visitor-${uniqueId().slice(0, 6)}`)}
        >
          {t("person.new")}
        </button>
        {!waitsForPerson.value && (
          <button type="button" id="nobody" onClick={() => choose("")}>
            {t("person.beNobody")}
          </button>
        )}
      </div>
      <label class="field-label" for="user">
        {t("person.id")}
      </label>
      <div class="row">
        <input
          id="user"
          ref={input}
          maxLength={256}
          spellcheck={false}
          autocapitalize="none"
          autocomplete="off"
          placeholder={user.value || t("person.idExample")}
          onInput={(event) => (typed.value = event.currentTarget.value)}
        />
        <button type="submit" disabled={!wanted}>
          {t("person.go")}
        </button>
      </div>
      {found.length > 0 && (
        <ul class="people" aria-label={t("person.viewers")}>
          {found.map(({ id, text }) => (
            <li key={id}>
              <button
                type="button"
                class="person"
                data-user={id}
                aria-pressed={id === user.value}
                onClick={() => choose(id)}
              >
                <b>{id}</b>
                <span>{text}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </form>
  );
}
