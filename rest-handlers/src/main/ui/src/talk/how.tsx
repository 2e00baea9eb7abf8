/** How an answer came about: by which means, what was given up and why, and how long it took. */
import type { ChatAnswer } from "../api/types.ts";
import { go } from "../state/address.ts";
import { isKey, t } from "../state/language.ts";
import { catalog } from "../state/store.ts";
import { humanize } from "../words/fields.ts";
import { changeWords, degradedWords } from "../words/plan.ts";

export function How({ answer, user }: { answer: ChatAnswer; user: string }) {
  const lines = linesOf(answer, user);
  return (
    <details class="how">
      <summary>{t("how.title")}</summary>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
        {withoutModel(answer) && (
          <li>
            {t("how.noModel")}{" "}
            <button type="button" class="link" onClick={() => go({ view: "measure" })}>
              {t("how.addModel")}
            </button>
          </li>
        )}
      </ul>
    </details>
  );
}

/** Nothing was asked of a language model, and none failed: where there is one, it would have explained. */
function withoutModel({ planner, explainer, degraded = [] }: ChatAnswer): boolean {
  const asked = degraded.some(({ reason }) => reason.startsWith("llm_") && reason !== "llm_disabled");
  return planner !== "llm" && explainer === "template" && !asked;
}

function linesOf(answer: ChatAnswer, user: string): string[] {
  const shown = catalog.value;
  const { planner, explainer, total, took, tokens } = answer;
  const spent = (tokens?.input ?? 0) + (tokens?.output ?? 0);
  const lines: (string | false | undefined)[] = [
    user ? t("how.for", { user }) : t("how.forNobody"),
    planner && t("how.planner", { by: by(planner) }),
    explainer && explainer !== "none" && t("how.explainer", { by: by(explainer) }),
    total !== undefined && t("how.total", { count: total }),
    ...(shown ? (answer.relaxed ?? []).map((change) => t("how.relaxed", { part: changeWords(shown, change) })) : []),
    ...(shown ? (answer.dropped ?? []).map((change) => t("how.dropped", { part: changeWords(shown, change) })) : []),
    ...(answer.degraded ?? []).map(degradedWords),
    tookWords(took),
    spent > 0 && t("how.tokens", { count: spent }),
  ];
  return lines.filter((line): line is string => Boolean(line));
}

function by(means: string): string {
  const key = `by.${means}`;
  return isKey(key) ? t(key) : humanize(means);
}

function tookWords(took: Record<string, number> | undefined): string {
  if (took?.total === undefined) return "";
  const stages = Object.entries(took)
    .filter(([name, value]) => name !== "total" && value > 0)
    .map(([name, value]) => `${isKey(`stage.${name}`) ? t(`stage.${name}` as "stage.plan") : name} ${value}`);
  return t("how.took", { total: took.total, stages: stages.join(", ") });
}
