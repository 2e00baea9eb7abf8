import { useSignal } from "@preact/signals";
import type { Item } from "../api/types.ts";
import { failureWords } from "../parts/failure.tsx";
import { Icon } from "../parts/icons.tsx";
import { judge, type Opinion, type Place, undoable } from "../state/feedback.ts";
import { t } from "../state/language.ts";
import { catalog, opinions } from "../state/store.ts";
import { titleOf } from "../words/facts.ts";

/** Like and "Not for me", and the line that says so where it could not be kept. */
export function Opinions({ item, place, words = false }: { item: Item; place: Place; words?: boolean }) {
  const failed = useSignal("");
  const busy = useSignal(false);
  const said = opinions.value.get(item.id)?.type;
  const say = async (type: Opinion) => {
    if (busy.value || (said === type && !undoable.value)) return;
    busy.value = true;
    failed.value = "";
    try {
      await judge(item, type, place);
    } catch (error) {
      failed.value = t("feedback.notSaved", { why: failureWords(error as Error) });
    } finally {
      busy.value = false;
    }
  };
  const title = catalog.value ? titleOf(catalog.value, item) : item.id;
  return (
    <div class="opinions">
      {(["like", "dislike"] as const).map((type) => (
        <button
          key={type}
          type="button"
          class="opinion"
          data-type={type}
          aria-pressed={said === type}
          aria-busy={busy.value}
          aria-label={t(`feedback.${type}.of`, { title })}
          title={t(`feedback.${type}`)}
          onClick={() => say(type)}
        >
          <Icon name={type} />
          {words && <span>{t(`feedback.${type}`)}</span>}
        </button>
      ))}
      {failed.value && (
        <p class="outcome" role="alert">
          {failed.value}
        </p>
      )}
    </div>
  );
}
