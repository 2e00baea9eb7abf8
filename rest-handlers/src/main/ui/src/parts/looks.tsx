/** Language and theme, kept in the browser. */
import { signal } from "@preact/signals";
import { choose, language, languages, speak, t } from "../state/language.ts";

const THEMES = ["auto", "light", "dark"] as const;
type Theme = (typeof THEMES)[number];

const theme = signal<Theme>("auto");

/** What is kept may be refused by the browser; the page does without. */
function kept(key: string): string | null {
  try {
    return localStorage.getItem(`chatrec.${key}`);
  } catch {
    return null;
  }
}

function keep(key: string, value: string): void {
  try {
    localStorage.setItem(`chatrec.${key}`, value);
  } catch {
    // nothing depends on it
  }
}

function wear(wanted: Theme): void {
  theme.value = wanted;
  if (wanted === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = wanted;
}

/** Speaks and looks as it did the last time, or as the browser is set. */
export async function restoreLooks(): Promise<void> {
  wear(THEMES.find((one) => one === kept("theme")) ?? "auto");
  await speak(choose([kept("language") ?? "", ...navigator.languages]));
}

export function Looks() {
  return (
    <details class="looks">
      <summary title={t("looks")}>
        <span>{language.value.toUpperCase()}</span>
        <span class="visually-hidden">{t("looks")}</span>
      </summary>
      <div class="looks-menu">
        <label>
          <span>{t("looks.language")}</span>
          <select
            id="language"
            value={language.value}
            onChange={(event) => {
              const tag = event.currentTarget.value;
              keep("language", tag);
              void speak(tag);
            }}
          >
            {Object.entries(languages).map(([tag, name]) => (
              <option key={tag} value={tag} lang={tag}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span>{t("looks.theme")}</span>
          <select
            id="theme"
            value={theme.value}
            onChange={(event) => {
              const wanted = event.currentTarget.value as Theme;
              keep("theme", wanted);
              wear(wanted);
            }}
          >
            {THEMES.map((one) => (
              <option key={one} value={one}>
                {t(`looks.${one}`)}
              </option>
            ))}
          </select>
        </label>
      </div>
    </details>
  );
}
