/** What the nodes say of themselves: latency, fallbacks, embedding and its device. */
import * as routes from "../api/routes.ts";
import type { Value } from "../api/types.ts";
import { Failure } from "../parts/failure.tsx";
import { useLoaded } from "../parts/loaded.ts";
import { language, t } from "../state/language.ts";
import { humanize, plain } from "../words/fields.ts";
import { NoModel } from "./model.tsx";

type Tree = Record<string, Value>;

export function Node() {
  const found = useLoaded(() => routes.stats(), []);
  if (found.error) return <Failure error={found.error} retry={found.again} />;
  const nodes = Object.entries((found.value?.nodes ?? {}) as Record<string, Tree>);
  if (nodes.length === 0) return null;
  return (
    <section aria-labelledby="node-title">
      <div class="row">
        <h3 id="node-title">{t("measure.nodes")}</h3>
        <button type="button" class="link" onClick={found.again}>
          {t("measure.renew")}
        </button>
      </div>
      {nodes.every(([, stats]) => Object.keys(branch(stats.llm)).length === 0) && <NoModel />}
      {nodes.map(([id, stats]) => (
        <div key={id} class="node">
          <h4>{plain(stats.name ?? id)}</h4>
          <Headline stats={stats} />
          <details class="all-figures">
            <summary>{t("node.all")}</summary>
            <div class="stat-groups">
              {Object.entries(stats)
                .filter(([, value]) => value !== null && typeof value === "object" && !Array.isArray(value))
                .map(([group, value]) => (
                  <Group key={group} name={group} tree={value as Tree} />
                ))}
            </div>
          </details>
        </div>
      ))}
    </section>
  );
}

/** What one looks for first: how long chats take, how often they fell back, what embeds and how fast. */
function Headline({ stats }: { stats: Tree }) {
  return (
    <dl class="headline">
      {headline(stats).map(({ name, value, more }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
          {more && <dd class="muted">{more}</dd>}
        </div>
      ))}
    </dl>
  );
}

export function headline(stats: Tree): { name: string; value: string; more: string }[] {
  const [chat, embedding] = [branch(stats.chat), branch(stats.embedding)];
  const [millis, inference] = [branch(chat.millis), branch(embedding.inference_time)];
  const fallbacks = leaves(branch(chat.fallbacks)).filter(([, count]) => Number(count) > 0);
  return [
    {
      name: t("node.chat"),
      value: millis.p50 === undefined ? "–" : t("node.millis", { count: whole(millis.p50) }),
      more: t("node.chatMore", { p99: whole(millis.p99), count: whole(chat.chats) }),
    },
    {
      name: t("node.fallbacks"),
      value: whole(fallbacks.reduce((sum, [, count]) => sum + Number(count), 0)),
      more: fallbacks.map(([why, count]) => `${why}: ${whole(count)}`).join(", "),
    },
    {
      name: t("node.device"),
      value: plain(embedding.device ?? "–").toUpperCase(),
      more: t("node.deviceMore", { rate: whole(embedding.tokens_per_second), p99: whole(inference.p99_millis) }),
    },
    {
      name: t("node.profiles"),
      value: whole(branch(stats.profiles).writes),
      more: t("node.profilesMore", { count: whole(branch(stats.profiles).conflicts) }),
    },
  ];
}

const branch = (value: Value | undefined): Tree =>
  value !== null && typeof value === "object" && !Array.isArray(value) ? value : {};

const whole = (value: Value | undefined) => Math.round(Number(value ?? 0)).toLocaleString(language.value);

function Group({ name, tree }: { name: string; tree: Tree }) {
  // lists of things, like models, are no figures
  const lines = leaves(tree).filter(([, value]) => value !== "" && value !== null && typeof value !== "object");
  if (lines.length === 0) return null;
  return (
    <section class="stat-group">
      <h5>{humanize(name)}</h5>
      <dl>
        {lines.map(([key, value]) => (
          <div key={key}>
            <dt>{key}</dt>
            <dd>{typeof value === "number" ? rounded(value) : plain(value)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** The figures of a tree, each by the words on the way to it. */
export function leaves(tree: Tree, way: string[] = []): [string, Value][] {
  return Object.entries(tree).flatMap(([key, value]): [string, Value][] =>
    value !== null && typeof value === "object" && !Array.isArray(value)
      ? leaves(value, [...way, humanize(key)])
      : [[[...way, humanize(key)].join(" "), value]],
  );
}

/** Whole from 100 on, else three digits. */
const rounded = (value: number) =>
  value.toLocaleString(
    language.value,
    Math.abs(value) >= 100 ? { maximumFractionDigits: 0 } : { maximumSignificantDigits: 3 },
  );
