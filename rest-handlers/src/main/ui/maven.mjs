// What Maven calls: node maven.mjs build|test TARGET OUT. Does nothing where the same inputs were built or tested before.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const here = import.meta.dirname;
const [task, target, out] = process.argv.slice(2);

function hash(...files) {
  const sum = createHash("sha256").update(process.version);
  for (const file of files) sum.update(file.slice(here.length)).update("\0").update(readFileSync(file));
  return sum.digest("hex");
}

function inputs() {
  return readdirSync(here, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile() && !join(one.parentPath, one.name).includes(`${here}/node_modules`))
    .map((one) => join(one.parentPath, one.name))
    .sort();
}

/** Runs the work unless its stamp says that the same was done before. */
function unless(stamp, value, work) {
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === value) return;
  work();
  writeFileSync(stamp, value);
}

function run(...words) {
  const ran = spawnSync("npm", words, { cwd: here, stdio: "inherit", shell: process.platform === "win32" });
  if (ran.status !== 0) process.exit(ran.status ?? 1);
}

mkdirSync(target, { recursive: true });
// Scripts of packages are not run: nothing that is needed here has one.
unless(join(here, "node_modules/.installed"), hash(join(here, "package-lock.json")), () =>
  run("ci", "--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error"),
);
const all = hash(...inputs());
if (task === "build") {
  const there = existsSync(join(out, "parts.txt"));
  unless(join(target, "ui.built"), there ? all : "", () => run("run", "-s", "build", "--", out));
  writeFileSync(join(target, "ui.built"), all);
} else {
  unless(join(target, "ui.tested"), all, () => run("test", "-s"));
}
