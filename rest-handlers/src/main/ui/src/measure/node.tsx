/** What the nodes say of themselves: latency, fallbacks, embedding and its device. */
import * as routes from "../api/routes.ts";
import type { Value } from "../api/types.ts";
import { Failure } from "../parts/failure.tsx";
import { useLoaded } from "../parts/loaded.ts";
import { t } from "../state/language.ts";
import { humanize, plain } from "../words/fields.ts";

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
      {nodes.map(([id, stats]) => (
        <div key={id} class="node">
          <h4>{plain(stats.name ?? id)}</h4>
          <div class="stat-groups">
            {Object.entries(stats)
              .filter(([, value]) => value !== null && typeof value === "object" && !Array.isArray(value))
              .map(([group, value]) => (
                <Group key={group} name={group} tree={value as Tree} />
              ))}
          </div>
        </div>
      ))}
    </section>
  );
}

function Group({ name, tree }: { name: string; tree: Tree }) {
  const lines = leaves(tree).filter(([, value]) => value !== "" && value !== null);
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

const rounded = (value: number) => (Number.isInteger(value) ? value.toLocaleString() : value.toPrecision(3));
