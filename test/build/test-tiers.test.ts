/** No test file is lost between the tiers, and none runs on a stale build. */
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { chosen, projects, rowOf, type Tier, tiers } from "../../build/test-tiers.ts";

const root = join(import.meta.dirname, "../..");
const all = projects(root);

describe("the tiers", () => {
  it("have every test file of the repository exactly once", () => {
    const listed = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "test"], {
      cwd: root,
      encoding: "utf8",
    });
    const files = listed
      .split("\n")
      .filter((path) => path.endsWith(".test.ts") && !path.startsWith("test/fixtures/"));
    expect(all.flatMap((project) => project.files).sort()).toEqual(files.sort());
  });

  it.each<[string, Tier]>([
    ["shim/new.test.ts", "system"],
    ["faults/groups/new.test.ts", "system"],
    ["core/new/new.test.ts", "quick"],
    ["new/new.test.ts", "quick"],
    ["new.test.ts", "quick"],
  ])("have a place for a new file: %s", (file, tier) => expect(rowOf(file).tier).toBe(tier));

  it("run together everything on the main Node, and on the others all that depends on Node", () => {
    const names = (of: readonly { name: string }[]) => of.map(({ name }) => name).sort();
    const together = (isMain: boolean) => names(tiers.flatMap((tier) => chosen(all, [tier], { isMain })));
    expect(together(true)).toEqual(names(all));
    expect(together(false)).toEqual(names(all.filter(({ everyNode }) => everyNode)));
    expect(chosen(all, ["quick"], { isMain: false })).toEqual([]);
  });
});

describe("a run of tests", () => {
  const copy = mkdtempSync(join(tmpdir(), "outcrop-test-"));
  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  const run = () => {
    const parameters = [
      "build/test-on-nodes.ts",
      "--node",
      process.versions.node.split(".")[0] ?? "",
      "test/shim/presence.test.ts",
    ];
    return spawnSync(process.execPath, parameters, {
      cwd: copy,
      encoding: "utf8",
      env: { ...process.env, NODE_OPTIONS: "" },
    });
  };

  it("builds what it tests: a shim that is broken after the build fails it", { timeout: 120_000 }, () => {
    const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
      cwd: root,
      encoding: "utf8",
    });
    for (const top of new Set(files.split("\n").map((path) => path.split("/")[0] ?? ""))) {
      if (top !== "")
        cpSync(join(root, top), join(copy, top), {
          recursive: true,
          verbatimSymlinks: true,
          filter: isSource,
        });
    }
    symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
    const intact = run();
    expect(`${intact.stdout}${intact.stderr}`).toMatch(/tests: [1-9]\d* passed, 0 failed, 0 skipped/);
    expect(intact.status).toBe(0);

    const source = join(copy, "shim/shim.ts");
    const text = readFileSync(source, "utf8");
    const broken = text.replace(/(function start\([^)]*\)[^{]*\{)/, "$1\n  if (1 > 0) return;");
    expect(broken).not.toBe(text);
    writeFileSync(source, broken);
    const after = run();
    expect(after.stdout).toMatch(/tests: .*[1-9]\d* failed/);
    expect(after.status).toBe(1);
  });
});

const isSource = (path: string): boolean => !path.split("/").includes("node_modules");
