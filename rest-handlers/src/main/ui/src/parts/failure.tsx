import { ApiError } from "../api/http.ts";
import { isKey, t } from "../state/language.ts";

/** What went wrong, in words; the server's own words follow where they help. */
export function failureWords(error: Error): string {
  if (!(error instanceof ApiError)) return error.message;
  if (error.missingRoute) return t("failure.missing");
  if (error.kind === "server" && error.message) return error.message;
  const key = `failure.${error.kind}`;
  return isKey(key) ? t(key, { status: error.status }) : error.message;
}

/** Tells what went wrong, with a way to try again. */
export function Failure({ error, retry }: { error: Error; retry?: (() => void) | undefined }) {
  const words = failureWords(error);
  const own = error instanceof ApiError && error.message !== words ? error.message : "";
  return (
    <div class="note error" role="alert">
      <div>
        <p>{words}</p>
        {own && (
          <details>
            <summary>{t("failure.details")}</summary>
            <p lang="en">{own}</p>
          </details>
        )}
      </div>
      {retry && (
        <button type="button" onClick={retry}>
          {t("failure.again")}
        </button>
      )}
    </div>
  );
}
