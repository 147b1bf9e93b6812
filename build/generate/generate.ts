/** `npm run generate`: writes the committed files that programs make. `--help` says how. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { parseOptions, UsageError } from "../../command/shared/usage.ts";
import { check, staleFiles } from "./check.ts";
import type { Generator } from "./generator.ts";
import { generators } from "./generators.ts";

const help = `Usage: npm run generate [-- options] [NAME...]

Writes the files that are made by programs: the named ones, or without names all that need no run first.

  --list    the names, their files and what they need
  --check   writes nothing. Exits with 1 when a committed file is not what its program makes. Leaves out what
            needs results of tests that are not in dist/; with OUTCROP_REQUIRE_ALL=1 that fails too
  --help    this text
`;

const options = {
  list: { type: "boolean", default: false },
  check: { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
} as const;

/** @returns the exit code */
async function main(parameters: readonly string[]): Promise<number> {
  const { values, positionals } = parseOptions({ args: [...parameters], options, allowPositionals: true });
  const named = positionals.map(generatorNamed);
  if (values.help) return print(help);
  if (values.list) return print(list(named.length > 0 ? named : generators));
  if (values.check) return checkAll(named.length > 0 ? named : generators);
  if (named.length > 0) return writeAll(named);
  const code = await writeAll(generators.filter(({ source }) => source.kind === "sources"));
  console.log("The others need a run first: npm run generate -- --list");
  return code;
}

/** @throws UsageError */
function generatorNamed(name: string): Generator {
  const found = generators.find((generator) => generator.name === name);
  if (found !== undefined) return found;
  throw new UsageError(
    `Unknown generator ${name}. The names are ${generators.map((one) => one.name).join(", ")}`,
  );
}

async function writeAll(chosen: readonly Generator[]): Promise<number> {
  let code = 0;
  for (const { name, source, make } of chosen) {
    const missing = source.kind === "sources" ? null : await source.missing();
    if (missing !== null && source.kind !== "sources") {
      console.error(`${name}: ${missing}. First: ${source.run}`);
      code = 1;
      continue;
    }
    const files = await make();
    const changed = new Set(await staleFiles({ make: () => files }));
    for (const [path, content] of files) {
      if (!changed.has(path)) continue;
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, content);
      console.log(`${name}: wrote ${path}`);
    }
  }
  return code;
}

async function checkAll(chosen: readonly Generator[]): Promise<number> {
  let failed = false;
  for (const generator of chosen) {
    const { name } = generator;
    const verdict = await check(generator);
    if (verdict.kind === "stale") {
      failed = true;
      for (const path of verdict.paths) console.error(`${path} is stale: npm run generate -- ${name}`);
    }
    if (verdict.kind === "unknown") {
      failed ||= process.env["OUTCROP_REQUIRE_ALL"] === "1";
      console.log(`${name} was not checked: ${verdict.missing}. First: ${verdict.run}`);
    }
  }
  return failed ? 1 : 0;
}

function list(chosen: readonly Generator[]): string {
  return chosen
    .map(({ name, about, source, outputs }) => {
      const needs = source.kind === "sources" ? [] : [`needs: ${source.run}`];
      return [name, about, ...needs, ...outputs].join("\n    ");
    })
    .join("\n")
    .concat("\n");
}

function print(text: string): number {
  process.stdout.write(text);
  return 0;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(`generate: ${error.message}`);
  process.exitCode = 2;
}
