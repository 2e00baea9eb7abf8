import { useEffect, useRef } from "preact/hooks";
import { Icon } from "../parts/icons.tsx";
import { address, go, user } from "../state/address.ts";
import { t } from "../state/language.ts";
import { catalog } from "../state/store.ts";
import { offersOf } from "./offers.ts";

/** The longest text that a search takes. */
const LONGEST = 4000;

export function Question({ question }: { question: string }) {
  const input = useRef<HTMLInputElement>(null);
  const offers = offersOf(catalog.value?.name);
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
      {offers.length > 0 && (
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
        </ul>
      )}
    </div>
  );
}
