import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { atMostOneDiagnostic, linesAndDiagnostic, nothing, onlyDiagnostic, usualLines } from "./fault.ts";
import { groupNames, loadGroups } from "./groups.ts";
import { declaredColumns, declaredRowsIn, reliabilityPage } from "./page.ts";
import { saidIn, saidWrongly } from "./said.ts";

describe("the fault matrix", async () => {
  const groups = await loadGroups();

  it("has a test for each group, and no id twice in one", () => {
    for (const name of groupNames) expect(existsSync(`test/faults/${name}.test.ts`), name).toBe(true);
    for (const [name, { cells }] of groups)
      expect(new Set(cells.map(({ id }) => id)).size, name).toBe(cells.length);
  });

  it("is on its page, row for row", () => {
    const page = readFileSync("docs/generated/reliability.md", "utf8");
    const rows = declaredRowsIn(page);
    const declared = [...groups.values()].map((group) => [
      group.title,
      group.cells.map((cell) => declaredColumns(cell, group).join(" | ")),
    ]);
    expect(Object.fromEntries(rows)).toEqual(Object.fromEntries(declared));
    expect(page.match(/ (holds|holds, \d+ times) \|$/gm)).toHaveLength([...rows.values()].flat().length);
  });

  it("shows a cell that does not hold, and one that was not run", () => {
    const [first] = groups.entries();
    if (first === undefined) throw new Error("no group");
    const [name, group] = first;
    const broken = { [group.cells[0]?.id ?? ""]: { times: 1, problem: "the answer differs" } };
    const page = reliabilityPage(new Map([first]), new Map([["v1.2.3", new Map([[name, broken]])]]));
    expect(page).toContain("**v1.2.3: the answer differs**");
    expect(page).toContain("**v1.2.3: not run**");
    expect(page).toContain(`| 0 of ${group.cells.length} |`);
    expect(reliabilityPage(new Map([first]), new Map([["v1.2.3", new Map()]]))).not.toContain("| holds");
  });
});

describe("what Outcrop said", () => {
  const usual = '{"outcrop":"shutdown","message":"bye"}\n';
  const diagnostic = '{"outcrop":"diagnostic","message":"the journal was cut"}\n';
  const plain = "outcrop: inactive\n";

  it.each([
    ["", nothing],
    [usual, usualLines],
    [plain, onlyDiagnostic("inactive")],
    [usual + diagnostic, linesAndDiagnostic("journal was cut")],
    ["", atMostOneDiagnostic],
    [usual, atMostOneDiagnostic],
    [plain, atMostOneDiagnostic],
  ])("is right: %j", (output, words) => {
    expect(saidWrongly(saidIn(output), words)).toBeNull();
  });

  it.each([
    ["", usualLines],
    [usual, nothing],
    [plain, nothing],
    [usual + diagnostic, usualLines],
    [usual, linesAndDiagnostic("journal was cut")],
    [usual + diagnostic + plain, linesAndDiagnostic("journal was cut")],
    [usual + plain, linesAndDiagnostic("journal was cut")],
    [diagnostic, linesAndDiagnostic("journal was cut")],
    [plain + diagnostic, atMostOneDiagnostic],
    ["Error: out of memory\n", nothing],
    ['{"level":"INFO"}\n', usualLines],
  ])("is wrong: %j", (output, words) => {
    expect(saidWrongly(saidIn(output), words)).not.toBeNull();
  });
});
