// Bundles the page: node build.mjs OUT. With --tests: bundles the unit tests and runs them.
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

/** Everything that the page loads, compressed, has to stay below this. */
const MOST_BYTES = 150_000;

const here = import.meta.dirname;
const languages = readdirSync(join(here, "messages")).map((name) => name.replace(".json", ""));
/** The languages by their own names, so that a further file of messages is all that a further language needs. */
const names = Object.fromEntries(
  languages.map((tag) => [tag, JSON.parse(readFileSync(join(here, "messages", `${tag}.json`), "utf8")).language]),
);
const common = {
  bundle: true,
  define: { LANGUAGES: JSON.stringify(names) },
  jsx: "automatic",
  jsxImportSource: "preact",
};

async function bundle(out) {
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  await build({
    ...common,
    entryPoints: { app: join(here, "src/main.tsx"), style: join(here, "src/style/style.css") },
    outdir: out,
    format: "esm",
    target: "es2022",
    minify: true,
    legalComments: "linked",
    logLevel: "warning",
  });
  for (const name of ["index.html", "icon.svg"]) copyFileSync(join(here, "src", name), join(out, name));
  for (const tag of languages) {
    if (tag !== "en") copyFileSync(join(here, "messages", `${tag}.json`), join(out, `messages.${tag}.json`));
  }
  const parts = readdirSync(out).sort();
  writeFileSync(join(out, "parts.txt"), `${parts.join("\n")}\n`);
  const bytes = parts.reduce((sum, name) => sum + gzipSync(readFileSync(join(out, name))).length, 0);
  if (bytes > MOST_BYTES) throw new Error(`the page has ${bytes} bytes compressed, more than ${MOST_BYTES}`);
  console.log(`the page: ${parts.length} parts, ${bytes} bytes compressed`);
}

async function tests() {
  const out = mkdtempSync(join(tmpdir(), "chatrec-page-"));
  const files = readdirSync(join(here, "test")).filter((name) => /\.test\.tsx?$/.test(name));
  await build({
    ...common,
    entryPoints: files.map((name) => join(here, "test", name)),
    outdir: out,
    outExtension: { ".js": ".mjs" },
    format: "esm",
    platform: "node",
    sourcemap: "inline",
    logLevel: "warning",
  });
  const built = readdirSync(out).map((name) => join(out, name));
  const ran = spawnSync(process.execPath, ["--enable-source-maps", "--test", "--test-reporter=dot", ...built], {
    stdio: "inherit",
  });
  rmSync(out, { recursive: true, force: true });
  if (built.length === 0 || ran.status !== 0) process.exit(1);
}

if (process.argv[2] === "--tests") await tests();
else await bundle(process.argv[2] ?? join(here, "../../../target/ui"));
