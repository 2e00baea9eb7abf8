/** What the last opinion changed in a list, where the list is, with a way back. */
import { useSignal } from "@preact/signals";
import type { Item } from "../api/types.ts";
import { failureWords } from "../parts/failure.tsx";
import { Text } from "../parts/text.tsx";
import { cause, takeBack, undoable } from "../state/feedback.ts";
import { t } from "../state/language.ts";
import { type Move, movesOf } from "../state/moves.ts";
import { catalog } from "../state/store.ts";
import { titleOf } from "../words/facts.ts";

/** As many movements are told. */
const TOLD = 3;

export function Effect({ before, after }: { before: Item[] | null; after: Item[] }) {
  const failed = useSignal("");
  const shown = catalog.value;
  const { value: why } = cause;
  if (!shown || !why || !before) return null;
  const moves = movesOf(
    before.map(({ id }) => id),
    after.map(({ id }) => id),
  );
  const told = after
    .map((item) => ({ item, move: moves.get(item.id) as Move }))
    .filter(({ item, move }) => move.kind !== "same" && item.id !== why.id)
    .sort((one, other) => weight(other.move) - weight(one.move))
    .slice(0, TOLD);
  return (
    <div class="effect" role="status">
      <p>
        <Text>{t(`effect.${why.type}`, { title: short(why.title) })}</Text>{" "}
        {told.length === 0
          ? t("effect.nothing")
          : told.map(({ item, move }) => `${short(titleOf(shown, item))} ${sign(move)}`).join(", ")}
      </p>
      {undoable.value && (
        <button
          type="button"
          class="link undo"
          onClick={() => takeBack(why.id).catch((error: Error) => (failed.value = failureWords(error)))}
        >
          {t("effect.undo")}
        </button>
      )}
      {failed.value && <p class="outcome">{failed.value}</p>}
    </div>
  );
}

/** Characters of a title that are told in a sentence. */
const LONGEST = 60;

/** A title however long, in a sentence of several. */
function short(title: string): string {
  const characters = [...title];
  return characters.length > LONGEST ? `${characters.slice(0, LONGEST - 1).join("")}…` : title;
}

const weight = (move: Move) => (move.kind === "new" ? 100 : "by" in move ? move.by : 0);

function sign(move: Move): string {
  if (move.kind === "new") return t("move.new");
  return "by" in move ? `${move.kind === "up" ? "↑" : "↓"}${move.by}` : "";
}
