/**
 * `npm run fuzz`: gives the readers of foreign bytes inputs they were not made for. `--runs N` in all
 * (default 20,000), or all for the one that `--target NAME` names; `--seed S` (default 1): one seed gives the
 * same inputs every time. `--keep` adds the inputs that reach new code to the corpus. An input that fails is
 * written to test/fuzz/corpus/<target>/, where every later run begins with it, and the exit code is 1.
 */
import { createHash } from "node:crypto";
import { globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Coverage } from "./coverage.ts";
import { fuzz } from "./fuzz-target.ts";
import { Watchdog } from "./watchdog.ts";

const { values } = parseArgs({
  options: {
    target: { type: "string" },
    runs: { type: "string" },
    seed: { type: "string" },
    keep: { type: "boolean" },
  },
});
const runs = Number(values.runs ?? 20_000);
const seed = Number(values.seed ?? 1);

const corpusFolder = join(import.meta.dirname, "corpus");
// Coverage counts only in what is compiled after its start.
const coverage = new Coverage();
const { targets } = await import("./targets.ts");

const chosen = targets.filter(({ name }) => values.target === undefined || name === values.target);
if (chosen.length === 0 || !(runs > 0) || !Number.isInteger(seed)) {
  console.error(
    `--target is one of ${targets.map(({ name }) => name).join(", ")}; --runs a number above 0; --seed a ` +
      "whole number",
  );
  process.exit(2);
}

const watchdog = new Watchdog(Math.max(...chosen.map(({ maxBytes }) => maxBytes)));
let total = 0;
for (const target of chosen) {
  const folder = join(corpusFolder, target.name);
  const [first, ...others] = globSync("*", { cwd: folder })
    .sort()
    .map((name) => new Uint8Array(readFileSync(join(folder, name))).subarray(0, target.maxBytes));
  if (first === undefined) throw new Error(`${folder} holds no input`);
  const started = performance.now();
  const before = coverage.blocks;
  const {
    pool,
    highestCost,
    failure,
    runs: done,
  } = fuzz({
    target,
    corpus: [first, ...others],
    runs: values.target === undefined ? runs * target.share : runs,
    seed,
    coverage,
    onInput: (input) => watchdog.see(input),
  });
  total += done;
  const seconds = (performance.now() - started) / 1_000;
  const found = pool.slice(1 + others.length);
  const cost = `${Math.round(highestCost * 100)}% of its operations`;
  console.log(
    `${target.name}: ${done} inputs, ${coverage.blocks - before} blocks, ${found.length} inputs reached ` +
      `new ones, at most ${cost}, ${seconds.toFixed(1)} s`,
  );
  const keep = failure !== null ? [failure.input] : values.keep === true ? found : [];
  mkdirSync(folder, { recursive: true });
  for (const input of keep)
    writeFileSync(join(folder, `${failure === null ? "found" : "failed"}-${digest(input)}`), input);
  if (failure !== null) {
    console.error(`${target.name} fails on ${folder}/failed-${digest(failure.input)}: ${failure.why}`);
    process.exitCode = 1;
  }
}
const { user, system } = process.cpuUsage();
console.log(
  `${total} inputs in all, seed ${seed}, ${((user + system) / 1e6).toFixed(1)} s CPU, ` +
    `${Math.round(process.memoryUsage.rss() / 1048576)} MB`,
);

function digest(input: Uint8Array): string {
  return createHash("sha256").update(input).digest("hex").slice(0, 12);
}
