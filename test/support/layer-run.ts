/** Runs in the sandbox with the built layer attached, and reads what Outcrop wrote. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { copiesOf } from "../../core/telemetry/inventory.ts";
import type { SandboxOptions } from "../../sandbox/index.ts";

export const layer = resolve("dist/layer");

export const attached = { AWS_LAMBDA_EXEC_WRAPPER: "/opt/outcrop-wrapper" };

/** Files as a literal: path -> content; an object becomes JSON. */
export type Tree = Readonly<Record<string, string | Buffer | object>>;

export class Folders {
  readonly #folders: string[] = [];

  make(tree: Tree): string {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), "outcrop-test-")));
    this.#folders.push(folder);
    for (const [name, content] of Object.entries(tree)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(
        join(folder, name),
        typeof content === "string" || Buffer.isBuffer(content) ? content : JSON.stringify(content),
      );
    }
    return folder;
  }

  remove(): void {
    for (const folder of this.#folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Options of a run with Outcrop attached; limits that no slow machine reaches unless the test means it to.
 */
export function withLayer(options: SandboxOptions, built = layer): SandboxOptions {
  return {
    timeoutMs: 60_000,
    shutdownMs: 30_000,
    ...options,
    layers: [...(options.layers ?? []), built],
    env: { ...attached, ...options.env },
  };
}

/** A package in a node_modules, that exports its own name. */
export function packageFiles(folder: string, name: string, version = "1.0.0"): Tree {
  return {
    [`${folder}/${name}/package.json`]: { name, version },
    [`${folder}/${name}/index.js`]: `module.exports = ${JSON.stringify(name)};`,
  };
}

export type EmittedLine = Readonly<Record<string, unknown>> & {
  readonly outcrop: string;
  readonly environment: string;
};

/** Every line of Outcrop's; anything else the extension printed is a failed test. */
export function linesOf(log: string | undefined): EmittedLine[] {
  return (log ?? "")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => {
      const parsed = JSON.parse(line) as EmittedLine;
      if (typeof parsed.outcrop !== "string") throw new Error(`no line of Outcrop's: ${line}`);
      return parsed;
    });
}

/** What an invocation's line means by a key that it leaves out (docs/telemetry.md). */
const usual = { cold_start: false, failed: false, ended_by: "end-mark", new_copies: 0, new_findings: 0 };

/**
 * As a reader takes them: an `invocation` with all keys that a short line leaves out, and each copy of an
 * `inventory` line as a `resolution`.
 */
export function ofType(lines: readonly Readonly<Record<string, unknown>>[], type: string): EmittedLine[] {
  return (lines as readonly EmittedLine[]).flatMap((line) => {
    if (line.outcrop === type) return [type === "invocation" ? { ...usual, ...line } : line];
    return type === "resolution" && line.outcrop === "inventory" ? resolutionsOf(line) : [];
  });
}

function resolutionsOf({ part, parts, copies, importer, how, ...line }: EmittedLine): EmittedLine[] {
  const usual = { importer: (importer as string | undefined) ?? null, how: String(how) };
  return copiesOf(String(copies), usual).map((copy) => {
    if (copy === null) throw new Error(`not a copy: an item of ${copies}`);
    const known = Object.entries(copy).filter(([, value]) => value !== null && value !== undefined);
    return { ...line, ...Object.fromEntries(known) };
  });
}
