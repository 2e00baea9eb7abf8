/** What was seen of a person: groups of items that are alike, each of which can be weakened, kept or removed. */
import { useSignal } from "@preact/signals";
import * as routes from "../api/routes.ts";
import type { Interest } from "../api/types.ts";
import { failureWords } from "../parts/failure.tsx";
import { Icon } from "../parts/icons.tsx";
import { useLoaded } from "../parts/loaded.ts";
import { ItemText, Text } from "../parts/text.tsx";
import { language, t } from "../state/language.ts";
import { changed, titleOf } from "../state/store.ts";

/** Interests shown before one asks for all. */
const FIRST = 6;

/** Items named of an interest. */
const ITEMS = 5;

interface Props {
  interests: Interest[];
  title: string;
  name: string;
  who: string;
  /** Whether they keep items away. */
  away?: boolean;
}

export function Interests({ interests, title, name, who, away = false }: Props) {
  const all = useSignal(false);
  const failed = useSignal("");
  const able = useLoaded(() => routes.can.changeInterest(name, who), [name, who]);
  if (interests.length === 0) return null;
  const folded = interests.length > FIRST + 1; // a button takes as much room as one more would
  const shown = all.value || !folded ? interests : interests.slice(0, FIRST);
  const most = Math.max(...interests.map(({ weight }) => weight));
  const change = async (what: () => Promise<unknown>) => {
    failed.value = "";
    try {
      await what();
      changed();
    } catch (error) {
      failed.value = failureWords(error as Error);
    }
  };
  return (
    <section class={away ? "interests-part away" : "interests-part"} aria-label={title}>
      <h3>{title}</h3>
      {failed.value && (
        <p class="outcome" role="alert">
          {failed.value}
        </p>
      )}
      <ol class="interests">
        {shown.map((interest, at) => (
          <li key={interest.items?.[0]?.id ?? at} class={interest.pinned ? "interest pinned" : "interest"}>
            <Group interest={interest} most={most} interests={interests} />
            {able.value && (
              <Controls interest={interest} at={interest.id ?? at} name={name} who={who} change={change} />
            )}
          </li>
        ))}
      </ol>
      {folded && (
        <button type="button" class="link" aria-expanded={all.value} onClick={() => (all.value = !all.value)}>
          {all.value ? t("me.fewer") : t("me.all", { count: interests.length })}
        </button>
      )}
    </section>
  );
}

function Group({ interest, most, interests }: { interest: Interest; most: number; interests: Interest[] }) {
  const items = (interest.items ?? []).slice(0, ITEMS).map(({ id, title }) => title ?? titleOf(id) ?? id);
  const more = (interest.items?.length ?? 0) - items.length;
  const share = most > 0 ? interest.weight / most : 0;
  return (
    <div class="interest-text">
      <h4>
        <Text>{nameOf(interest, interests)}</Text>
      </h4>
      <p class="muted">
        <ItemText>{items.join(" · ")}</ItemText>
        {more > 0 && ` ${t("me.moreItems", { count: more })}`}
      </p>
      <div class="track" aria-hidden="true">
        <span class="segment part-content" style={{ "--share": `${(100 * share).toFixed(1)}%` }} />
      </div>
      <p class="visually-hidden">
        {t("me.share", { share: new Intl.NumberFormat(language.value, { style: "percent" }).format(share) })}
      </p>
    </div>
  );
}

/** What tells an interest from the others: of its words those that fewest others share. */
export function nameOf(interest: Interest, all: Interest[]): string {
  if (interest.name) return interest.name;
  const spread = (term: string) => all.filter(({ terms }) => terms?.includes(term)).length;
  const terms = [...(interest.terms ?? [])].sort((one, other) => spread(one) - spread(other)).slice(0, 3);
  return terms.length > 0 ? terms.join(" · ") : (interest.items?.[0]?.title ?? t("me.unnamed"));
}

function Controls(props: {
  interest: Interest;
  at: string | number;
  name: string;
  who: string;
  change: (what: () => Promise<unknown>) => Promise<void>;
}) {
  const { interest, at, name, who, change } = props;
  const pinned = Boolean(interest.pinned);
  return (
    <div class="interest-controls">
      <button
        type="button"
        class="plain-button"
        data-act="weaken"
        aria-label={t("me.weaken")}
        title={t("me.weaken")}
        onClick={() => change(() => routes.keepInterest(name, who, at, { weight: interest.weight / 2 }))}
      >
        <Icon name="less" />
      </button>
      <button
        type="button"
        class="plain-button"
        aria-pressed={pinned}
        data-act="pin"
        aria-label={t("me.pin")}
        title={t("me.pin")}
        onClick={() => change(() => routes.keepInterest(name, who, at, { pinned: !pinned }))}
      >
        <Icon name="pin" />
      </button>
      <button
        type="button"
        class="plain-button"
        data-act="remove"
        aria-label={t("me.remove")}
        title={t("me.remove")}
        onClick={() => change(() => routes.dropInterest(name, who, at))}
      >
        <Icon name="close" />
      </button>
    </div>
  );
}
