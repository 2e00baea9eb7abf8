/** The conversation and, beside it, what would be recommended without a word. */
import { useLayoutEffect } from "preact/hooks";
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
  const begun = turns.value.length > 0 || lost.value !== null;
  // before anything can be typed: a message that came first would be stopped as one of the conversation before
  useLayoutEffect(() => {
    void follow();
  }, [shown?.name, user.value, address.value.session]);
  return (
    <div class={begun ? "columns" : "columns unbegun"}>
      <section class="chat" id="chat" aria-labelledby="chat-title">
        <h2 class="visually-hidden" id="chat-title">
          {t("talk.title")}
        </h2>
        {lost.value && <Failure error={lost.value} retry={() => void followAgain()} />}
        {!begun && <Welcome />}
        <ol class="turns" aria-label={t("talk.turns")}>
          {turns.value.map((turn) => (
            <TurnView key={turn.key} turn={turn} last={turn === turns.value.at(-1)} />
          ))}
        </ol>
        <Composer />
        {!begun && <FirstMessages />}
      </section>
      <ForYou wide={!begun} />
    </div>
  );
}

/** What the page is for, before anything was said: the box is below it, and what suits the person below that. */
function Welcome() {
  const shown = catalog.value;
  if (!shown) return null;
  return (
    <div class="welcome" id="welcome">
      <h2>{t(shown.name === "films" ? "talk.welcome.films" : "talk.welcome")}</h2>
      <p>{t("talk.welcomeText")}</p>
    </div>
  );
}

function FirstMessages() {
  const shown = catalog.value;
  if (!shown) return null;
  return (
    <ul class="chips first-messages" aria-label={t("talk.first")}>
      {firstMessages(shown, language.value).map((message) => (
        <li key={message}>
          <button type="button" class="chip" onClick={() => ask(message)}>
            {message}
          </button>
        </li>
      ))}
    </ul>
  );
}
