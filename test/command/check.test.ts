/** `outcrop check` as a person calls it: a function and its layers as zips and folders. */
import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { zipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Folders, packageFiles, type Tree } from "../support/layer-run.ts";

const command = resolve("command/outcrop.ts");
const folders = new Folders();
afterAll(() => folders.remove());

interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function check(...parameters: readonly string[]): Ran {
  return spawnSync(process.execPath, [command, "check", ...parameters], { encoding: "utf8" });
}

function zip(folder: string, files: Tree): string {
  const path = join(folder, "code.zip");
  const entries = Object.entries(files).map(([name, content]) => [
    name,
    Buffer.from(typeof content === "string" ? content : JSON.stringify(content)),
  ]);
  writeFileSync(path, zipSync(Object.fromEntries(entries) as Record<string, Uint8Array>));
  return path;
}

const functionFiles: Tree = {
  "index.js": "require('utils'); exports.handler = async () => { await import('./later.mjs') };",
  "later.mjs": "import 'absent';",
  "package.json": { name: "orders", version: "1.0.0", dependencies: { utils: "^1.0.0" } },
};
const utils: Tree = {
  ...packageFiles("nodejs/node_modules", "utils", "2.0.0"),
  ...packageFiles("nodejs/node_modules", "unused", "1.0.0"),
  "nodejs/node_modules/shared/index.js": "1",
};

let task: string;
let lower: string;
let upper: string;
beforeAll(() => {
  task = zip(folders.make({}), functionFiles);
  lower = folders.make(utils);
  upper = zip(folders.make({}), { "nodejs/node_modules/shared/index.js": "2", "extra.txt": "" });
});

describe("outcrop check", () => {
  it("says what will happen, what may, and what the layers overwrite", () => {
    const { status, stdout } = check(
      "--function",
      task,
      "--layer",
      lower,
      "--layer",
      upper,
      "--name",
      "orders",
    );
    expect(status).toBe(1);
    expect(stdout).toMatch(/^orders: 1 error will happen, 1 error may happen\n/);
    const [will = "", may = ""] = stdout.split("May happen");
    expect(will).toMatch(/error +range-violation: utils\n +orders@1\.0\.0 asks for utils \^1\.0\.0/);
    expect(may).toMatch(/error +unresolved-module: .*"absent"/s);
    expect(stdout.replace(/\s+/g, " ")).toContain("code.zip overwrites 1 file of");
    expect(stdout.replace(/\s+/g, " ")).toContain("Nothing imports /opt/nodejs/node_modules/unused");
  });

  it("gives the same as JSON, and as annotations", () => {
    const parameters = ["--function", task, "--layer", lower] as const;
    const out = join(folders.make({}), "check.json");
    expect(check(...parameters, "--format", "json", "--out", out).status).toBe(1);
    const { functions } = JSON.parse(readFileSync(out, "utf8"));
    expect(functions).toHaveLength(1);
    expect(functions[0].will.map(({ code }: { code: string }) => code)).toContain("range-violation");
    const { stdout } = check(...parameters, "--format", "github");
    expect(stdout).toMatch(/^::error title=code%3A range-violation of utils::orders@1\.0\.0 asks for utils/m);
  });

  it("writes several files at once, each in the format of its ending", () => {
    const folder = folders.make({});
    const names = ["check.html", "check.md", "check.sarif", "check.json", "check.txt"];
    const outs = names.flatMap((name) => ["--out", join(folder, name)]);
    const { stdout } = check(
      "--function",
      task,
      "--layer",
      lower,
      "--format",
      "github",
      "--out",
      "-",
      ...outs,
    );
    expect(stdout).toMatch(/^::error /);
    const firsts = names.map((name) => readFileSync(join(folder, name), "utf8").slice(0, 9));
    expect(firsts).toEqual(["<!doctype", "### ❌ Out", '{\n  "$sch', '{\n  "outc', "code: 1 e"]);
    const { helpUri } = JSON.parse(readFileSync(join(folder, "check.sarif"), "utf8")).runs[0].tool.driver
      .rules[0];
    expect(helpUri).toBeUndefined();
  });

  it("fails by the level that is asked for", () => {
    const parameters = ["--function", task, "--layer", lower, "--fail-on", "never"] as const;
    expect(check(...parameters).status).toBe(0);
  });

  it("says that something was not judged, and fails for it unless that is allowed", () => {
    const unparsable = zip(folders.make({}), { "index.js": "exports.handler = (" });
    const { status, stdout } = check("--function", unparsable);
    expect(status).toBe(3);
    expect(stdout).toContain("/var/task/index.js is not JavaScript that can be parsed");
    expect(check("--function", unparsable, "--allow-unjudged").status).toBe(0);
  });

  it("says that the init will fail where the handler is missing", () => {
    const { status, stdout } = check("--function", task, "--layer", lower, "--handler", "missing.handler");
    expect(status).toBe(1);
    expect(stdout).toMatch(/Its init will fail\n {2}- The handler missing\.handler was not found\./);
  });

  it("names code and layers that cannot be read, and fails for them", () => {
    const layer = check(
      "--function",
      task,
      "--layer",
      lower,
      "--layer",
      "package.json",
      "--fail-on",
      "never",
    );
    expect(layer.status).toBe(3);
    expect(layer.stdout.replace(/\s+/g, " ")).toMatch(
      /Not judged - The layer package\.json was not judged: package\.json: [^.]*[^.]\. /,
    );
    const code = check("--function", "package.json", "--layer", lower);
    expect(code.status).toBe(3);
    expect(code.stdout).toMatch(/^package\.json: not judged\n/);
    expect(code.stdout).toContain("Its code cannot be read: package.json: ");
    expect(code.stdout).not.toContain("..");
  });

  it("gives two layers of one name different names", () => {
    const [one, two] = [zip(folders.make({}), utils), zip(folders.make({}), utils)];
    const named = (...layers: readonly string[]): readonly string[] => {
      const given = layers.flatMap((layer) => ["--layer", layer]);
      const { stdout } = check("--function", task, ...given, "--format", "json");
      return JSON.parse(stdout).functions[0].overlaps.map(
        ({ winner, loser }: { winner: string; loser: string }) => `${winner} over ${loser}`,
      );
    };
    expect(named(one, two)).toEqual([`${two} over ${one}`]);
    expect(named(one, one)).toEqual(["code.zip (layer 2) over code.zip (layer 1)"]);
  });

  it("says that an acceptance of outcrop.json has ended", () => {
    const acceptance = { code: "range-violation", package: "utils", reason: "known", until: "2020-01-01" };
    const ended = zip(folders.make({}), { ...functionFiles, "outcrop.json": { accept: [acceptance] } });
    const { status, stdout } = check("--function", ended, "--layer", lower);
    expect(status).toBe(1);
    expect(stdout).toContain("outcrop.json accepted it until 2020-01-01 (known).");
  });

  it("judges the layers alone for a runtime that is not one of Node's", () => {
    const { status, stdout } = check("--function", task, "--layer", lower, "--runtime", "python3.13");
    expect(status).toBe(0);
    expect(stdout).toMatch(/^code: no collision found; only its layers and files were judged/);
  });

  it("runs nothing of what it judges", () => {
    const marker = join(folders.make({}), "ran");
    const evil = `require("node:fs").writeFileSync(${JSON.stringify(marker)}, "")`;
    const bad = folders.make({ "index.js": `${evil}; exports.handler = async () => {}`, "package.json": {} });
    expect(check("--function", bad).status).toBe(0);
    expect(() => readFileSync(marker)).toThrow();
  });

  it.each([
    [["--layer", "x"], "--function ZIP|DIR is missing"],
    [["--function", "absent.zip"], "--function: absent.zip: there is no such file or folder"],
    [["--function", ".", "--layer", "absent.zip"], "--layer: absent.zip: there is no such file or folder"],
    [["--function", ".", "--arch", "mips"], "--arch must be one of"],
    [["--function", ".", "--format", "pdf"], "--format must be one of"],
    [["--function", ".", "--out", "check.pdf"], "outcrop does not write .pdf files"],
    [["--function", ".", "--docs-base", "ftp://x"], "--docs-base must be a URL"],
    [["--function", ".", "--function", "test"], "--function is there more than once"],
    [["--function", ".", "--runtime", "a", "--runtime=b"], "--runtime is there more than once"],
    [["--function", ".", "--only", "orders"], "--only is for a project or --deployed"],
    [["cdk.out", "--handler", "a.b"], "--function ZIP|DIR is missing: --handler is about it"],
    [["--function", ".", "--format", "json", "--out", "x.html"], "--out x.html is a name for html"],
    [["--function", ".", "--out", "-", "--out", "-"], "--out - is there more than once"],
    [["--function", ".", "--fail-on", "all"], "--fail-on must be one of"],
  ])("refuses %j in one line", (parameters, message) => {
    const { status, stderr } = check(...parameters);
    expect(status).toBe(2);
    expect(stderr.split("\n")[0]).toContain(message);
  });

  it("shows its help", () => {
    expect(execFileSync(process.execPath, [command, "check", "--help"], { encoding: "utf8" })).toContain(
      "Usage: outcrop check",
    );
  });
});
