/**
 * A package from the registry, by npm, in a folder of its own: npm writes into files in place, and those of a
 * tree are hard links to the caller's. No script of the package runs.
 */
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { RepairError } from "./repair-error.ts";
import type { Edit } from "./repairs/repair.ts";

type Install = Extract<Edit, { kind: "install" }>;

const timeoutMs = 120_000;
const maxErrors = 64 * 1024;
const packageName = /^(?:@[\w~][\w.~-]{0,100}\/)?[\w~][\w.~-]{0,213}$/;
/** A version, a range or a tag; nothing that npm takes for a file or an address. */
const packageRange = /^(?!-)[\w.+*^~<>=| -]{1,200}$/;

export class Installer {
  readonly #scratch: string;
  readonly #offline: boolean;
  readonly #installed = new Map<string, Promise<string>>();

  /** @param scratch a folder of our own */
  constructor(scratch: string, { offline }: { readonly offline: boolean }) {
    this.#scratch = scratch;
    this.#offline = offline;
  }

  /**
   * @returns a folder with the package; what it depends on is in its node_modules
   * @throws RepairError if it cannot be had
   */
  async install(edit: Install): Promise<string> {
    const { package: name, range, cpu } = edit;
    if (this.#offline)
      throw new RepairError(`${specOf(edit)} would come from the registry, and --offline is set`);
    if (!packageName.test(name) || !packageRange.test(range))
      throw new RepairError(`${specOf(edit)} cannot be asked for in the registry`);
    const key = JSON.stringify([name, range, cpu]);
    const known = this.#installed.get(key) ?? this.#fetch(edit, this.#installed.size);
    this.#installed.set(key, known);
    return known;
  }

  async #fetch(edit: Install, index: number): Promise<string> {
    const folder = join(this.#scratch, `npm-${index}`);
    mkdirSync(folder);
    writeFileSync(join(folder, "package.json"), '{ "private": true }\n');
    await npm(folder, [
      ...installOptions(edit),
      "--no-audit",
      "--no-fund",
      "--no-save",
      "--ignore-scripts",
      "--",
      specOf(edit),
    ]);
    const all = join(folder, "node_modules");
    const found = join(all, edit.package);
    if (!existsSync(found)) throw new RepairError(`npm did not install ${specOf(edit)} for this machine`);
    const result = join(folder, "result");
    renameSync(found, result);
    const below = join(result, "node_modules");
    for (const name of namesOf(all)) {
      const to = join(below, name);
      if (existsSync(to)) continue;
      mkdirSync(join(to, ".."), { recursive: true });
      renameSync(join(all, name), to);
    }
    return result;
  }
}

export function specOf({ package: name, range }: Install): string {
  return `${name}@${range}`;
}

/** For another machine than this one. */
export function installOptions({ cpu }: Install): readonly string[] {
  return cpu === null ? ["install"] : ["install", "--force", "--os=linux", `--cpu=${cpu}`, "--libc=glibc"];
}

function namesOf(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => !name.startsWith("."))
    .flatMap((name) =>
      name.startsWith("@") ? readdirSync(join(folder, name)).map((leaf) => `${name}/${leaf}`) : [name],
    );
}

async function npm(folder: string, parameters: readonly string[]): Promise<void> {
  const child = spawn("npm", parameters, {
    cwd: folder,
    stdio: ["ignore", "ignore", "pipe"],
    timeout: timeoutMs,
  });
  let errors = "";
  child.stderr.on("data", (chunk: Buffer) => {
    if (errors.length < maxErrors) errors += chunk.toString();
  });
  const failure = await new Promise<string | null>((resolve) => {
    child.once("error", (error: NodeJS.ErrnoException) =>
      resolve(error.code === "ENOENT" ? "npm is not on the PATH" : error.message),
    );
    child.once("close", (code, signal) => resolve(code === 0 ? null : reasonOf(errors, signal)));
  });
  if (failure !== null) throw new RepairError(failure);
}

function reasonOf(errors: string, signal: NodeJS.Signals | null): string {
  if (signal !== null) return `npm did not end in ${timeoutMs / 1000} s`;
  const lines = errors.split("\n").flatMap((line) => /^npm (?:error|ERR!) (.+)$/.exec(line)?.[1] ?? []);
  const reason = lines.find((line) => !line.startsWith("code ")) ?? lines[0] ?? "it says no reason";
  return `npm failed: ${reason.slice(0, 300)}`;
}
