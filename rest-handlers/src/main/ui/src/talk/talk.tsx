/** The conversation and, beside it, what would be recommended without a word. */
import { useEffect } from "preact/hooks";
import { Failure } from "../parts/failure.tsx";
import { address, user } from "../state/address.ts";
import { language, t } from "../state/language.ts";
import { catalog } from "../state/store.ts";
import { Composer } from "./composer.tsx";
import { ask, follow, followAgain, lost, turns } from "./conversation.ts";
import { firstMessages } from "./followups.ts";
import { ForYou } from "./foryou.tsx";
import { TurnView } from "./turn.tsx";

export function Talk() {
  const shown = catalog.value;
  useEffect(() => {
    void follow();
  }, [shown?.name, user.value, address.value.session]);
  return (
    <div class="columns">
      <section class="chat" id="chat" aria-labelledby="chat-title">
        <h2 class="visually-hidden" id="chat-title">
          {t("talk.title")}
        </h2>
        {lost.value && <Failure error={lost.value} retry={() => void followAgain()} />}
        {turns.value.length === 0 && !lost.value && <Welcome />}
        <ol class="turns" aria-label={t("talk.turns")}>
          {turns.value.map((turn) => (
            <TurnView key={turn.key} turn={turn} last={turn === turns.value.at(-1)} />
          ))}
        </ol>
        <Composer />
      </section>
      <ForYou />
    </div>
  );
}

function Welcome() {
  const shown = catalog.value;
  if (!shown) return null;
  return (
    <div class="welcome" id="welcome">
      <h2>{t(shown.name === "films" ? "talk.welcome.films" : "talk.welcome")}</h2>
      <p>{t("talk.welcomeText")}</p>
      <ul class="chips" aria-label={t("talk.first")}>
        {firstMessages(shown, language.value).map((message) => (
          <li key={message}>
            <button type="button" class="chip" onClick={() => ask(message)}>
              {message}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
