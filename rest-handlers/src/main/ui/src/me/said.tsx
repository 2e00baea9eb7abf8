/** What the person said of themselves: likes and dislikes in words, each of which can be taken away or added. */
import { useSignal } from "@preact/signals";
import * as routes from "../api/routes.ts";
import type { Person, Preferences } from "../api/types.ts";
import { failureWords } from "../parts/failure.tsx";
import { Icon } from "../parts/icons.tsx";
import { Text } from "../parts/text.tsx";
import { t } from "../state/language.ts";
import { changed } from "../state/store.ts";

type Side = "likes" | "dislikes";

export function Said({ person, name, who }: { person: Person; name: string; who: string }) {
  const failed = useSignal("");
  const given = person.preferences ?? {};
  const put = async (change: Preferences) => {
    failed.value = "";
    try {
      await routes.prefer(name, who, change);
      changed();
    } catch (error) {
      failed.value = failureWords(error as Error);
    }
  };
  return (
    <section class="said-part" aria-labelledby="said-title">
      <h3 id="said-title">{t("me.said")}</h3>
      {(["likes", "dislikes"] as const).map((side) => (
        <Stated key={side} side={side} words={given[side] ?? []} put={put} />
      ))}
      {failed.value && (
        <p class="outcome" role="alert">
          {failed.value}
        </p>
      )}
    </section>
  );
}

function Stated({ side, words, put }: { side: Side; words: string[]; put: (change: Preferences) => Promise<void> }) {
  const typed = useSignal("");
  const id = `add-${side}`;
  return (
    <div class="stated">
      <h4 class="label">{t(`me.${side}`)}</h4>
      {words.length > 0 && (
        <ul class="labels">
          {words.map((word) => (
            <li key={word} class={side === "likes" ? "like" : "not"}>
              <Text>{word}</Text>
              <button
                type="button"
                class="chip-remove"
                aria-label={t("me.unsay", { word })}
                onClick={() => put({ [side]: words.filter((one) => one !== word) })}
              >
                <Icon name="close" />
              </button>
            </li>
          ))}
        </ul>
      )}
      <form
        class="row"
        onSubmit={(event) => {
          event.preventDefault();
          const word = typed.value.trim();
          if (!word) return;
          typed.value = "";
          void put({ [side]: [...new Set([...words, word])] });
        }}
      >
        <label class="visually-hidden" for={id}>
          {t(`me.add.${side}`)}
        </label>
        <input
          id={id}
          maxLength={200}
          autocomplete="off"
          placeholder={t(`me.add.${side}`)}
          value={typed.value}
          onInput={(event) => (typed.value = event.currentTarget.value)}
        />
        <button type="submit" disabled={!typed.value.trim()}>
          {t("me.addButton")}
        </button>
      </form>
    </div>
  );
}
