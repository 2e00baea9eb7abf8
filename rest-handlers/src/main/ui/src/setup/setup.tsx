/** From an index to the first personal search, step by step; nothing is changed before it was shown. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { ApiError, callServer, path } from "../api/http.ts";
import * as routes from "../api/routes.ts";
import type { Finding, Value } from "../api/types.ts";
import { Copy } from "../compare/tune.tsx";
import { Call } from "../parts/call.tsx";
import { Failure } from "../parts/failure.tsx";
import { useLoaded } from "../parts/loaded.ts";
import { Waiting } from "../parts/waiting.tsx";
import { go } from "../state/address.ts";
import { t } from "../state/language.ts";
import { catalogNames, start } from "../state/store.ts";
import { plain } from "../words/fields.ts";
import { Findings } from "./findings.tsx";
import { declares } from "./mending.ts";
import { type Properties, proposal } from "./proposal.ts";

/** Documents by which is told which fields describe an item. */
const SAMPLED = 50;

export function Setup() {
  const index = useSignal("");
  const found = useLoaded(
    () =>
      callServer<{ index: string; "docs.count": string }[]>(
        "GET",
        "_cat/indices?format=json&h=index,docs.count&s=index",
      ),
    [],
  );
  const indices = (found.value ?? []).filter((one) => !one.index.startsWith("."));
  // Somebody may index meanwhile, elsewhere.
  useEffect(() => {
    addEventListener("focus", found.again);
    return () => removeEventListener("focus", found.again);
  }, []);
  return (
    <section class="setup page-narrow" aria-labelledby="setup-title">
      <h2 id="setup-title">{t(catalogNames.value?.length === 0 ? "setup.empty" : "setup.title")}</h2>
      <p class="muted">{t("setup.text")}</p>
      {found.error && <Failure error={found.error} retry={found.again} />}
      <form onSubmit={(event) => event.preventDefault()}>
        <label class="field-label" for="setup-index">
          {t("setup.index")}
        </label>
        <select id="setup-index" value={index.value} onChange={(event) => (index.value = event.currentTarget.value)}>
          <option value="">{t(found.value && indices.length === 0 ? "setup.noIndex" : "setup.choose")}</option>
          {indices.map((one) => (
            <option key={one.index} value={one.index}>
              {one.index} ({one["docs.count"]})
            </option>
          ))}
        </select>
      </form>
      {found.value && indices.length === 0 && <p>{t("setup.demo")}</p>}
      {index.value && <Declaration key={index.value} index={index.value} />}
    </section>
  );
}

function Declaration({ index }: { index: string }) {
  const mapping = useLoaded(
    () => callServer<Record<string, { mappings: { properties?: Properties } }>>("GET", `${path(index)}/_mapping`),
    [index],
  );
  const models = useLoaded(() => routes.models().catch(() => ({ models: [] })), []);
  const sample = useLoaded(() => routes.sample(index, SAMPLED).catch(() => []), [index]);
  if (mapping.error) return <Failure error={mapping.error} retry={mapping.again} />;
  if (!mapping.value || !models.value || !sample.value) return <Waiting lines={4} text={t("waiting.mapping")} />;
  const properties = Object.values(mapping.value)[0]?.mappings.properties ?? {};
  const names = (models.value.models ?? []).map((one) => plain((one as { name?: Value }).name ?? one));
  return <Edit index={index} body={proposal(index, properties, names, sample.value)} />;
}

function Edit({ index, body }: { index: string; body: Record<string, unknown> }) {
  const text = useSignal(JSON.stringify(body, null, 2));
  const checked = useSignal<Record<string, Value> | null>(null);
  const error = useSignal<Error | null>(null);
  const busy = useSignal(false);
  const findings = findingsOf(error.value, checked.value);
  const send = async (dryRun: boolean) => {
    error.value = null;
    busy.value = true;
    try {
      const answer = await routes.declare(index, JSON.parse(text.value), dryRun);
      if (dryRun) checked.value = answer;
      else await declared(index);
    } catch (caught) {
      // Older nodes check only when it is declared, and say the same then.
      const old = dryRun && /dry_run/.test((caught as Error).message);
      checked.value = old ? {} : null;
      error.value = old ? null : (caught as Error);
    } finally {
      busy.value = false;
    }
  };
  return (
    <>
      <label class="field-label" for="declaration">
        {t("setup.declaration")}
      </label>
      <textarea
        id="declaration"
        class="code"
        rows={14}
        spellcheck={false}
        value={text.value}
        onInput={(event) => (text.value = event.currentTarget.value)}
      />
      <div class="actions start">
        <button type="button" disabled={busy.value} onClick={() => send(true)}>
          {t("setup.check")}
        </button>
        <button
          type="button"
          class={findings.length > 0 ? "" : "primary"}
          disabled={busy.value || !checked.value}
          onClick={() => send(false)}
        >
          {t("setup.declare")}
        </button>
        <Copy text={`PUT /_plugins/_chatrec/catalogs/${index}\n${text.value}`} words={t("setup.copy")} />
      </div>
      {error.value && findings.length === 0 && <Failure error={error.value} />}
      {(error.value || checked.value) && findings.length > 0 && (
        <p id="setup-verdict" role="status">
          {t(error.value ? "setup.lacksSome" : "setup.works")}
        </p>
      )}
      {checked.value && findings.length === 0 && (
        <p id="setup-verdict" role="status">
          {t("setup.ready")}
        </p>
      )}
      {findings.length > 0 && (
        <Findings
          name={index}
          declaration={() => parsed(text.value)}
          findings={findings}
          mended={(calls) => (declares(calls) ? declared(index) : send(true))}
        />
      )}
      {checked.value && Object.keys(checked.value).length > 0 && (
        <details>
          <summary>{t("setup.found")}</summary>
          <Call text={JSON.stringify(checked.value, null, 2)} label={t("setup.found")} />
        </details>
      )}
    </>
  );
}

/** What is lacking, whether the declaration was refused for it or would be taken nevertheless. */
function findingsOf(error: Error | null, checked: Record<string, Value> | null): Finding[] {
  if (error instanceof ApiError) return error.findings;
  return (checked?.findings as unknown as Finding[] | undefined) ?? [];
}

/** A declaration that cannot be read was refused before anything is offered for it. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

/** The new catalogue is shown at once; what its people like is learned from events as they come. */
async function declared(name: string): Promise<void> {
  await start();
  go({ catalog: name, view: "compare", user: "", q: "", session: "" });
}
