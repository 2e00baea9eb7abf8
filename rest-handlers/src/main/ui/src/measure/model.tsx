/** How a node comes by a language model, where it has none. */
import { Copy } from "../compare/tune.tsx";
import { Call } from "../parts/call.tsx";
import { t } from "../state/language.ts";

/** A server on the same machine that speaks OpenAI's chat completions; name and address are the reader's. */
const CALL = `PUT /_cluster/settings
{
  "persistent": {
    "chatrec.llm.provider": "openai",
    "chatrec.llm.base_url": "http://localhost:8000/v1",
    "chatrec.llm.model": "NAME"
  }
}`;

export function NoModel() {
  return (
    <details class="no-model" id="no-model">
      <summary>{t("node.addModel")}</summary>
      <p class="muted">{t("node.addModelHow")}</p>
      <Call text={CALL} label={t("node.addModel")} />
      <Copy text={CALL} words={t("setup.copyCalls")} />
    </details>
  );
}
