/** What an index lacks to be a catalogue, each with the calls that mend it: to be carried out here, or copied. */
import { useSignal } from "@preact/signals";
import type { Finding, ServerCall } from "../api/types.ts";
import { Copy } from "../compare/tune.tsx";
import { Call } from "../parts/call.tsx";
import { Failure } from "../parts/failure.tsx";
import { Text } from "../parts/text.tsx";
import { t } from "../state/language.ts";
import { carryOut, type Progress } from "./carry.ts";
import { allCalls, callsOf, newIndex } from "./mending.ts";
import { Doing } from "./progress.tsx";

interface Props {
  name: string;
  /** The declaration as it stands, to be sent with all the rest. */
  declaration: () => unknown;
  findings: Finding[];
  /** Called when calls were carried out. */
  mended: (calls: ServerCall[]) => Promise<void>;
}

/** First all of it at once, then each by itself; what a new index settles has no way of its own. */
export function Findings({ name, declaration, findings, mended }: Props) {
  const renewed = newIndex(findings);
  return (
    <>
      <All name={name} declaration={declaration} findings={findings} mended={mended} />
      <ol class="findings" id="findings" aria-label={t("setup.lacks")}>
        {findings.map((finding) => (
          <li key={finding.about + finding.reason} class={`finding ${finding.level}`}>
            <p>
              <b>{t(finding.level === "error" ? "setup.needed" : "setup.advised")}</b>{" "}
              <Text lang="en">{`[${finding.about}] ${finding.reason}`}</Text>
            </p>
            {!renewed && <One calls={callsOf(finding)} mended={mended} />}
          </li>
        ))}
      </ol>
    </>
  );
}

function All({ name, declaration, findings, mended }: Props) {
  const renewed = newIndex(findings);
  const calls = allCalls(name, declaration(), findings);
  if (calls.length === 0) return null;
  return (
    <div class="mend-all">
      <p>{t(renewed ? "setup.newIndex" : "setup.inPlace")}</p>
      <Carry calls={calls} words={t("setup.carryOutAll")} main mended={mended} />
    </div>
  );
}

function One({ calls, mended }: { calls: ServerCall[]; mended: Props["mended"] }) {
  if (calls.length === 0) return null;
  return <Carry calls={calls} words={t("setup.carryOut")} mended={mended} />;
}

interface CarryProps {
  calls: ServerCall[];
  words: string;
  /** Whether it is what one is expected to press. */
  main?: boolean;
  mended: Props["mended"];
}

/** Calls that can be read, copied and carried out. */
function Carry({ calls, words, main = false, mended }: CarryProps) {
  const progress = useSignal<Progress | null>(null);
  const error = useSignal<Error | null>(null);
  const press = async () => {
    error.value = null;
    try {
      await carryOut(calls, (now) => {
        progress.value = now;
      });
      await mended(calls);
    } catch (caught) {
      error.value = caught as Error;
    } finally {
      progress.value = null;
    }
  };
  const text = calls.map(written).join("\n\n");
  return (
    <>
      <div class="actions start">
        <button type="button" class={main ? "mend primary" : "mend"} disabled={progress.value !== null} onClick={press}>
          {words}
        </button>
        <Copy text={text} words={t("setup.copyCalls")} />
      </div>
      {progress.value && <Doing progress={progress.value} />}
      {error.value && <Failure error={error.value} retry={press} />}
      <details>
        <summary>{t("setup.calls", { count: calls.length })}</summary>
        <Call text={text} label={t("setup.calls", { count: calls.length })} />
      </details>
    </>
  );
}

function written({ method, path, body }: ServerCall): string {
  return `${method} ${path}${body === undefined ? "" : `\n${JSON.stringify(body, null, 2)}`}`;
}
