import type { Item } from "../api/types.ts";
import { Card } from "../items/card.tsx";
import type { SearchBody } from "../items/explained.ts";
import { Opinions } from "../items/opinion.tsx";
import { address, user } from "../state/address.ts";
import { t } from "../state/language.ts";
import { movesOf } from "../state/moves.ts";
import { useGlide } from "./glide.ts";

interface Props {
  items: Item[];
  label: string;
  /** The order that this one is compared with. */
  before?: string[];
  /** The other list: what it lacks is shown as gone. */
  gone?: string[];
  personal?: boolean;
  /** Terms that the person likes: facts that say one of them come first, in colour. */
  liked?: ReadonlySet<string> | undefined;
  /** Whether what the person has seen is left out. */
  excludeSeen?: boolean;
  /** The search that the list was made by. */
  body: SearchBody;
}

export function Column({ items, label, before, gone, personal = false, liked, excludeSeen = false, body }: Props) {
  const list = useGlide(items.map(({ id }) => id));
  const moves =
    before &&
    movesOf(
      before,
      items.map(({ id }) => id),
    );
  if (personal && !user.value) return <p class="column-empty muted">{t("compare.choose")}</p>;
  if (items.length === 0) return <p class="column-empty muted">{t("compare.nothing")}</p>;
  return (
    <ol class={personal ? "column personal" : "column"} ref={list} aria-label={label}>
      {items.map((item, at) => (
        <li key={item.id} data-row={item.id} class={gone && !gone.includes(item.id) ? "gone" : ""}>
          <Card
            item={item}
            place={{ position: at + 1, size: items.length, body }}
            question={address.value.q}
            excludeSeen={excludeSeen}
            move={moves?.get(item.id)}
            bare
            liked={liked}
          />
          {personal && <Opinions item={item} place={{ position: at + 1 }} />}
        </li>
      ))}
    </ol>
  );
}
