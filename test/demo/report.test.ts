import { stripVTControlCharacters } from "node:util";
import { describe, expect, it } from "vitest";
import { findingList, severityCounts } from "../../sandbox/demo/finding-list.ts";
import { invocationList } from "../../sandbox/demo/invocation-list.ts";
import { packageTable } from "../../sandbox/demo/package-table.ts";
import type { InvokeResponse } from "../../sandbox/index.ts";
import { joined } from "../support/joined.ts";
import { plainPage, recorded } from "./recorded.ts";

describe("the table of packages", () => {
  const table = packageTable(recorded, plainPage);
  const rows = table.split("\n").map((line) => line.split("│").map((cell) => cell.trim()));

  it("names the copies that findings are about, the loser too", () => {
    expect(rows).toContainEqual(["", "function", "@aws-lambda-powertools/commons", "2.36.0", "11", ""]);
    expect(rows).toContainEqual(["", "layer", "@aws-lambda-powertools/commons", "1.18.1", "20", ""]);
    expect(rows).toContainEqual(["", "", "zod", "3.24.4", "11", ""]);
    expect(rows).toContainEqual(["", "runtime", "@aws-sdk/util-dynamodb", "3.929.0", "hidden", ""]);
  });

  it("counts the rest", () => {
    const rest = recorded.copies.filter(
      ({ root, package: name }) => root === "layer" && !/powertools|zod|bcrypt/.test(name),
    );
    const modules = rest.reduce((sum, copy) => sum + copy.modules, 0);
    expect(rows).toContainEqual(["", "", `${rest.length} more`, "", String(modules), ""]);
  });

  it("cuts a name that has no room", () => {
    const copies = recorded.copies.map((copy) => ({
      ...copy,
      package: copy.package.replace("zod", "z".repeat(99)),
    }));
    const narrow = packageTable({ ...recorded, copies }, plainPage);
    expect(narrow).toContain(`${"z".repeat(33)}…`);
    expect(Math.max(...narrow.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it("has colours without other text", () => {
    expect(stripVTControlCharacters(packageTable(recorded, { ...plainPage, coloured: true }))).toBe(table);
  });
});

describe("the list of findings", () => {
  const list = findingList(recorded, plainPage);
  const heads = list.split("\n").filter((line) => /^[A-Z]/.test(line));

  it("is ordered by severity, code and package", () => {
    const rank = ["ERROR", "WARNING", "INFO"];
    const keys = heads
      .map((line) => line.split("  "))
      .map(([severity = "", ...rest]) => [rank.indexOf(severity), ...rest].join(" "));
    expect(keys).toEqual(keys.toSorted());
    expect(heads).toHaveLength(recorded.findings.length);
    expect(severityCounts(recorded)).toBe("4 errors, 5 warnings, 2 info");
  });

  it("shows each finding's message and fix in full", () => {
    const said = list.replaceAll(/\s+/g, "");
    for (const { message, fix } of recorded.findings) {
      expect(said).toContain(message.replaceAll(/\s+/g, ""));
      expect(said).toContain(`Fix:${fix.replaceAll(/\s+/g, "")}`);
    }
  });

  it("adds the paths that the message does not name", () => {
    const zod = list.split("\n\n").find((block) => block.startsWith("ERROR  range-violation")) ?? "";
    expect(zod).toContain("  importer  /var/task/index.js");
    expect(zod).not.toContain("  winner");
  });

  it("stays within 80 columns", () => {
    expect(list.split("\n").filter((line) => line.length > 80)).toEqual([]);
  });
});

describe("the list of invocations", () => {
  const timings = { extensionNext: {} };
  const error = { errorType: "TypeError", errorMessage: "z.prettifyError is not a function" };
  const responses = recorded.invocations.map(({ request_id: requestId, failed }): InvokeResponse => {
    const outcome = failed
      ? { ok: false, status: "error" as const, error }
      : { ok: true, status: "success" as const };
    return { requestId, payload: { id: "1", none: null }, body: "", timings, ...outcome };
  });
  const list = invocationList(responses, recorded, plainPage);

  it("has the answer, what was seen, and the findings that explain it", () => {
    expect(list).toContain('  place an order       ok      { "id": "1", "none": null }\n');
    expect(list).toContain("seen    cold start, 53 new copies, 9 new findings\n");
    expect(list).toMatch(
      joined(
        /place a wrong order {2}FAILED {2}TypeError: z.prettifyError is not a function/,
        /\n.*\n +cause {3}range-violation zod$/,
      ),
    );
  });

  it("claims no cause that was not found", () => {
    expect(invocationList(responses, { ...recorded, findings: [] }, plainPage)).not.toContain("cause");
  });
});
