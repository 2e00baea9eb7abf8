/** What an index lacks to be a catalogue, each with the calls that mend it: to be carried out here, or copied. */
import { useSignal } from "@preact/signals";
import { callServer, type Method } from "../api/http.ts";
import type { Finding, ServerCall } from "../api/types.ts";
import { Copy } from "../compare/tune.tsx";
import { Call } from "../parts/call.tsx";
import { Failure } from "../parts/failure.tsx";
import { Text } from "../parts/text.tsx";
import { Waiting } from "../parts/waiting.tsx";
import { t } from "../state/language.ts";

/** Milliseconds for a call: one that copies an index embeds every item of it. */
const PATIENCE = 600_000;

interface Props {
  findings: Finding[];
  /** Called when the calls of a finding were carried out. */
  mended: (calls: ServerCall[]) => Promise<void>;
}

export function Findings({ findings, mended }: Props) {
  return (
    <ol class="findings" id="findings" aria-label={t("setup.lacks")}>
      {findings.map((finding) => (
        <One key={finding.about + finding.reason} finding={finding} mended={mended} />
      ))}
    </ol>
  );
}

function One({ finding, mended }: { finding: Finding; mended: Props["mended"] }) {
  const busy = useSignal(false);
  const error = useSignal<Error | null>(null);
  const calls = callsOf(finding);
  const carryOut = async () => {
    busy.value = true;
    error.value = null;
    try {
      for (const { method, path, body } of calls) {
        await callServer(method as Method, path.replace(/^\//, ""), { body, patience: PATIENCE });
      }
      await mended(calls);
    } catch (caught) {
      error.value = caught as Error;
    } finally {
      busy.value = false;
    }
  };
  return (
    <li class={`finding ${finding.level}`}>
      <p>
        <b>{t(finding.level === "error" ? "setup.needed" : "setup.advised")}</b>{" "}
        <Text lang="en">{`[${finding.about}] ${finding.reason}`}</Text>
      </p>
      {calls.length > 0 && (
        <>
          <details>
            <summary>{t("setup.calls", { count: calls.length })}</summary>
            <Call text={calls.map(written).join("\n\n")} label={t("setup.calls", { count: calls.length })} />
          </details>
          <div class="actions start">
            <button type="button" class="mend" disabled={busy.value} onClick={carryOut}>
              {t("setup.carryOut")}
            </button>
            <Copy text={calls.map(written).join("\n\n")} words={t("setup.copyCalls")} />
          </div>
        </>
      )}
      {busy.value && <Waiting lines={1} text={t("waiting.mending")} />}
      {error.value && <Failure error={error.value} retry={carryOut} />}
    </li>
  );
}

export function callsOf({ call, then = [] }: Finding): ServerCall[] {
  return call ? [call, ...then] : [];
}

function written({ method, path, body }: ServerCall): string {
  return `${method} ${path}${body === undefined ? "" : `\n${JSON.stringify(body, null, 2)}`}`;
}
