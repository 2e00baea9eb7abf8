import type { Item } from "../api/types.ts";
import { Icon, type IconName } from "../parts/icons.tsx";
import { t } from "../state/language.ts";
import type { Move } from "../state/moves.ts";
import { opinions } from "../state/store.ts";

/** Whether the person liked an item just now, or has had or seen it: what they thought of it then is not known here. */
export function Marks({ item }: { item: Item }) {
  const said = opinions.value.get(item.id)?.type;
  if (said === "like") return <Mark icon="like" text={t("item.liked")} kind="liked" />;
  if (said === "dislike") return <Mark icon="dislike" text={t("feedback.dislike")} kind="seen" />;
  if (item.had) return <Mark icon="known" text={t("item.had")} kind="had" />;
  if (item.seen) return <Mark icon="seen" text={t("item.seen")} kind="seen" />;
  return null;
}

function Mark({ icon, text, kind }: { icon: IconName; text: string; kind: string }) {
  return (
    <span class={`mark ${kind}`} title={text}>
      <Icon name={icon} />
      <span class="mark-text">{text}</span>
    </span>
  );
}

/** Where an item came from: new, up or down; silent where it stayed. */
export function MoveMark({ move }: { move: Move | undefined }) {
  if (!move || move.kind === "same") return null;
  const key = `move.${move.kind}` as const;
  const by = move.kind === "new" ? "" : move.by;
  const sign = { new: "", up: "↑", down: "↓" }[move.kind];
  return (
    <span class={`move ${move.kind}`}>
      <span aria-hidden="true">{move.kind === "new" ? t("move.new") : `${sign}${by}`}</span>
      <span class="visually-hidden">{t(`${key}.long`, { count: Number(by) || 0 })}</span>
    </span>
  );
}
