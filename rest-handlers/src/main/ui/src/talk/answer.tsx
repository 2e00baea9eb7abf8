import type { ChatAnswer, Item } from "../api/types.ts";
import { Text } from "../parts/text.tsx";
import { t } from "../state/language.ts";
import { catalog, titleOf } from "../state/store.ts";
import { fieldWords } from "../words/fields.ts";
import { ask } from "./conversation.ts";

interface Props {
  answer: NonNullable<ChatAnswer["answer"]>;
  /** Items whose cards follow. */
  shown: Item[];
}

/** A fact that was asked for, with what it rests on, and the items that it is about where one does not see them. */
export function Answer({ answer, shown: hits }: Props) {
  const shown = catalog.value;
  const about = (answer.about ?? [])
    .filter((id) => !hits.some((hit) => hit.id === id))
    .map((id) => titleOf(id))
    .filter((title) => title !== undefined);
  return (
    <div class="direct">
      <p class="direct-text">
        <Text>{answer.text}</Text>
      </p>
      {about.length > 0 && (
        <p class="muted">
          {t("talk.about")} <Text>{about.join(", ")}</Text>
        </p>
      )}
      {shown && (answer.evidence?.length ?? 0) > 0 && (
        <ul class="quotes" aria-label={t("sheet.evidence")}>
          {answer.evidence?.map(({ field, quote }) => (
            <li key={field + quote}>
              <q dir="auto">{quote}</q> <span class="muted">{fieldWords(shown, field)}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** A question back, with its answers as buttons. */
export function Ask({ ask: question }: { ask: NonNullable<ChatAnswer["ask"]> }) {
  return (
    <div class="ask-back">
      <p>
        <Text>{question.text}</Text>
      </p>
      <ul class="chips">
        {(question.choices ?? []).map((choice) => (
          <li key={choice}>
            <button type="button" class="chip" onClick={() => void ask(choice)}>
              <Text>{choice}</Text>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
