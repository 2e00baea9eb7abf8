/** The page: a bar with what everything depends on, and one view at a time. */
import type { ComponentType } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { Compare } from "./compare/compare.tsx";
import { Sheet } from "./items/sheet.tsx";
import { Me } from "./me/me.tsx";
import { MeasureView } from "./measure/measure.tsx";
import { Failure, failureWords } from "./parts/failure.tsx";
import { Icon } from "./parts/icons.tsx";
import { Looks } from "./parts/looks.tsx";
import { Waiting } from "./parts/waiting.tsx";
import { Chooser, PersonButton } from "./people/chooser.tsx";
import { Setup } from "./setup/setup.tsx";
import { address, go, user, VIEWS, type View, view } from "./state/address.ts";
import { language, t } from "./state/language.ts";
import { announced, catalog, catalogNames, failure, load, notice, start } from "./state/store.ts";
import { Talk } from "./talk/talk.tsx";

const SHOWN: Record<View, ComponentType> = { compare: Compare, talk: Talk, me: Me, measure: MeasureView, setup: Setup };

export function App() {
  const title = titleOf();
  useEffect(() => {
    document.title = title;
  }, [title]);
  return (
    <>
      <button type="button" class="skip" id="skip" onClick={skip}>
        {t("skip")}
      </button>
      <Bar />
      <main id="main" class="main" tabIndex={-1}>
        <Notice />
        <Shown />
      </main>
      <Sheet />
      <Chooser />
      <p class="visually-hidden" id="announcer" role="status" aria-live="polite">
        {announced.value}
      </p>
    </>
  );
}

/** What tells one tab from another, and one entry of the browser's history from the next. */
function titleOf(): string {
  const { q } = address.value;
  const shown = view.value === "compare" && q ? q : t(`view.${view.value}`);
  return [shown, user.value, "chatrec"].filter(Boolean).join(" · ");
}

/** To where one asks, past the bar; where nothing is asked, to what is shown. */
function skip(): void {
  const asking = document.querySelector<HTMLElement>("#message, #question");
  (asking ?? document.querySelector<HTMLElement>("#main"))?.focus();
}

/** What could not be done, until it is read. */
function Notice() {
  if (!notice.value) return null;
  const { key, error } = notice.value;
  return (
    <div class="note error" id="notice" role="alert">
      <p>{t(key, { why: failureWords(error) })}</p>
      <button type="button" class="plain-button close" aria-label={t("close")} onClick={() => (notice.value = null)}>
        <Icon name="close" />
      </button>
    </div>
  );
}

function Shown() {
  if (failure.value) {
    return <Failure error={failure.value} retry={() => (catalogNames.value ? load(address.value.catalog) : start())} />;
  }
  if (catalogNames.value?.length === 0 || view.value === "setup") return <Setup />;
  if (!catalog.value) return <Waiting lines={6} text={t("waiting.catalog")} />;
  const View = SHOWN[view.value];
  return <View />;
}

function Bar() {
  const none = catalogNames.value?.length === 0;
  const shown = none ? "setup" : view.value;
  const views = useRef<HTMLElement>(null);
  // On a phone not all of them may fit beside one another.
  useEffect(() => {
    views.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
  }, [shown, language.value]);
  return (
    <header class="bar">
      <h1 class="brand">
        <img src="ui/icon.svg" alt="" width="28" height="28" />
        <span>chatrec</span>
      </h1>
      <nav class="views" ref={views} aria-label={t("views")}>
        {VIEWS.filter((one) => one !== "setup" || shown === "setup").map((one) => (
          <button
            key={one}
            type="button"
            data-view={one}
            aria-current={shown === one ? "page" : undefined}
            disabled={none && one !== "setup"}
            onClick={() => go({ view: one })}
          >
            {t(`view.${one}`)}
          </button>
        ))}
      </nav>
      <div class="bar-end">
        <Catalogs />
        {!none && <PersonButton />}
        <Looks />
      </div>
    </header>
  );
}

function Catalogs() {
  const names = catalogNames.value ?? [];
  if (names.length === 0) return null;
  return (
    <label class="field" for="catalog">
      <span class="visually-hidden">{t("catalog")}</span>
      <select
        id="catalog"
        value={address.value.catalog}
        onFocus={() => void start()}
        onChange={(event) => {
          const { value } = event.currentTarget;
          go(value === "+" ? { view: "setup" } : { catalog: value, q: "", session: "" });
        }}
      >
        {names.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
        <option value="+">{t("catalog.new")}</option>
      </select>
    </label>
  );
}
