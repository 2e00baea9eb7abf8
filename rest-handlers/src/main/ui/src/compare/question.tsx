import { useEffect, useRef } from "preact/hooks";
import { Icon } from "../parts/icons.tsx";
import { useLoaded } from "../parts/loaded.ts";
import { Text } from "../parts/text.tsx";
import { address, go, user } from "../state/address.ts";
import { t } from "../state/language.ts";
import { catalog } from "../state/store.ts";
import { kindsOf } from "./kinds.ts";
import { offersOf } from "./offers.ts";

/** The longest text that a search takes. */
const LONGEST = 4000;

/** Questions to begin with. */
const OFFERED = 5;

export function Question({ question }: { question: string }) {
  const input = useRef<HTMLInputElement>(null);
  const offers = offersOf(catalog.value?.name);
  const kinds = useKinds(OFFERED - offers.length);
  const chips = offers.length + kinds.length;
  useEffect(() => {
    if (input.current) input.current.value = question;
  }, [question]);
  return (
    <div class="question">
      <search>
        <form
          class="question-box"
          onSubmit={(event) => {
            event.preventDefault();
            const asked = input.current?.value.trim();
            if (asked) go({ q: asked });
          }}
        >
          <label class="visually-hidden" for="question">
            {t("compare.question")}
          </label>
          <input
            id="question"
            ref={input}
            type="search"
            maxLength={LONGEST}
            enterkeyhint="search"
            autocomplete="off"
            placeholder={t("compare.placeholder")}
          />
          <button type="submit" class="primary">
            <Icon name="search" />
            <span>{t("compare.ask")}</span>
          </button>
        </form>
      </search>
      {chips > 0 && question === "" && <p class="begin muted">{t("compare.begin")}</p>}
      {chips > 0 && (
        <ul class="chips" aria-label={t("compare.offers")}>
          {offers.map((offer) => (
            <li key={offer.question}>
              <button
                type="button"
                class="chip"
                aria-pressed={address.value.q === offer.question && user.value === offer.user}
                onClick={() => go({ q: offer.question, user: offer.user })}
              >
                {offer.question} <span class="muted">{offer.user}</span>
              </button>
            </li>
          ))}
          {kinds.map((kind) => (
            <li key={kind}>
              <button
                type="button"
                class="chip"
                aria-pressed={address.value.q === kind}
                onClick={() => go({ q: kind })}
              >
                <Text>{kind}</Text>
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** What a catalogue has most of, where it has not enough questions that were written for it. */
function useKinds(room: number): string[] {
  const shown = catalog.value;
  const found = useLoaded(
    () => (shown && room > 0 ? kindsOf(shown).catch(() => []) : undefined),
    [shown?.name, room > 0],
  );
  return (found.value ?? []).slice(0, Math.max(0, room));
}
