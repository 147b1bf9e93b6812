import { describe, expect, test } from "vitest";
import { elf } from "../../support/elf.ts";
import { analyse, got, nativeEnd, nativeStart, thread } from "../../support/journal.ts";
import { json, pkg } from "../../support/tree.ts";
import { addon, idle, native } from "./native-package.ts";

describe("in the analysis", () => {
  const tree = native({ "build/Release/n.node": elf({ machine: 183 }) });
  const uses = got("/var/task/index.js", "a", `${addon}/index.js`);

  test("once, at the settling after it was asked for, with findings about what is there", () => {
    const { see, analysis, files } = analyse(tree);
    expect(see(thread(), uses).findings).toEqual([]);
    analysis.inspectLatent(idle);
    const { findings } = see();
    expect(findings).toMatchObject([
      { code: "wrong-architecture", evidence: { file: `${addon}/build/Release/n.node` } },
    ]);
    const asked = { ...files.asked };
    analysis.inspectLatent(idle);
    expect(see()).toEqual({ copies: [], findings: [] });
    expect(files.asked).toEqual(asked);
  });

  test("not before the process has named its host", () => {
    const { see, analysis } = analyse(tree);
    analysis.inspectLatent(idle);
    expect(see().findings).toEqual([]);
    expect(see(thread(), uses).findings).toHaveLength(1);
  });

  test("a load that then fails is the same finding, more severe at most", () => {
    const { see, analysis } = analyse(tree);
    analysis.inspectLatent(idle);
    see(thread(), uses);
    const path = `${addon}/build/Release/n.node`;
    see(
      nativeStart(path),
      nativeEnd(path, `${path}: cannot open shared object file: No such file or directory`),
    );
    expect(analysis.findings).toHaveLength(1);
    expect(analysis.findings).toMatchObject([{ severity: "error" }]);
  });

  test("nothing native: nothing found, and a listing of each folder", () => {
    const { see, analysis, files } = analyse({
      function: { "node_modules/a": pkg("a", "1.0.0"), "package.json": json({ name: "f" }) },
    });
    see(thread(), uses);
    const before = { ...files.asked };
    analysis.inspectLatent(idle);
    see();
    expect(files.asked.readDir - before.readDir).toBe(5);
    expect(files.asked.readFile).toBe(before.readFile);
  });
});
