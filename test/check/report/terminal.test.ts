import { describe, expect, it } from "vitest";
import { checkFunction } from "../../../check/check-function.ts";
import { terminalReport } from "../../../check/report/terminal.ts";
import { plainLines } from "../../../core/telemetry/plain-text.ts";
import { attacks, caseNames, checkedCase, fleet, input, now, report } from "./cases.ts";

const text = (name: string, { width = 80, all = false } = {}): string =>
  terminalReport(report([checkedCase(name)]), { width, coloured: false }, { all });

/** Without the breaks of lines. */
const joined = (name: string, options = {}): string => text(name, options).replace(/\s+/g, " ");

describe("the check in a terminal", () => {
  it("answers first: what will happen, how to fix it, and why it fails", () => {
    expect(text("will")).toBe(`orders: 1 error will happen
nodejs24.x, x86_64; layers, lowest first: utils
It loads 2 modules (86 bytes) when it starts.

Will happen
  error    range-violation: utils
           orders@1.0.0 asks for utils ^1.0.0 (dependencies of
           /var/task/package.json) and got utils@2.0.0 in the layer
           (/opt/nodejs/node_modules/utils).
  fix      Either install utils ^1.0.0 next to orders@1.0.0 in the function, or
           change the range and the code to fit the copy that it gets.

The page of a finding: outcrop explain range-violation
Failed (exit code 1): 1 error will happen; --fail-on is error.
`);
  });

  it("says once where Node looked", () => {
    const code = "require('one'); require('two'); require('./three'); exports.handler = 1";
    const checked = checkFunction(input({ "index.js": code, "lib/x.js": "" }), now);
    const said = terminalReport(report([checked]), { width: 80, coloured: false }, { all: false });
    expect(said.match(/Node looked/g)).toHaveLength(1);
    const places =
      "/var/task/node_modules, /var/node_modules, /node_modules, /opt/nodejs/node24/node_modules, ";
    expect(said.replace(/\s+/g, " ")).toContain(`searched For one and two: Node looked in ${places}`);
    const alone = checkFunction(input({ "index.js": "require('one'); exports.handler = 1" }), now);
    const plain = terminalReport(report([alone]), { width: 80, coloured: false }, { all: false });
    expect(plain.replace(/\s+/g, " ")).toContain("and got MODULE_NOT_FOUND. Node looked in /var/task");
    expect(plain).not.toContain("searched");
  });

  it.each([
    ["clean", /^orders: no collision found\n.*\nIt loads 1 module .*\n\nPassed: nothing at or above/],
    [
      "may",
      /^orders: 1 error may happen\n[\s\S]*\nMay happen, if code runs that is lazy [\s\S]*"absent"[\s\S]*\nPassed/,
    ],
    ["refused", /^orders: Lambda will refuse it\n[\s\S]*280\.0 MB unzipped, more than the 262\.1 MB/],
    [
      "unjudged",
      /^orders: no collision found; 1 thing was not judged\n[\s\S]*\nNot judged\n {2}- \/var\/task\/index\.js is not JavaScript/,
    ],
    ["overlap", /^orders: 1 package of \/opt is torn between layers\n[\s\S]*\/shared is torn/],
    ["python", /^orders: 1 package .* torn between layers; only its layers and files were judged\n/],
  ])("says what it is: %s", (name, expected) => {
    expect(text(name, { width: 100 })).toMatch(expected);
  });

  it("says that an acceptance has ended, and leaves out what one accepts", () => {
    expect(joined("ended")).toContain(
      "outcrop.json accepted it until 2026-03-13 (tested with 2). That day is over",
    );
    expect(joined("accepted")).toContain("Not shown: 1 finding that outcrop.json accepts; --all shows them.");
    expect(joined("accepted")).not.toContain("range-violation");
    expect(joined("accepted", { all: true })).toMatch(
      /Needs no action info range-violation: .*accepted tested with 2/,
    );
  });

  it("lists many functions, the worst first, and says what they share once", () => {
    const many = terminalReport(report(fleet()), { width: 80, coloured: false }, { all: false });
    expect(many).toMatch(
      /^6 functions: 2 with errors, 2 to look at, 1 not judged in full, 1 without a\ncollision\n\n {2}billing .*\n {2}orders .*\n {2}later /,
    );
    expect(many.match(/range-violation: utils/g)).toHaveLength(1);
    expect(many).toContain("  in       billing and orders\n");
    expect(many).toContain("- blind: /var/task/index.js");
  });

  it.each(caseNames.flatMap((name) => [60, 80, 120].map((width) => [name, width] as const)))(
    "keeps %s to %i columns",
    (name, width) => {
      const lines = text(name, { width, all: true }).split("\n");
      expect(lines.filter((line) => line.length > width)).toEqual([]);
    },
  );

  it("lets no name act on the terminal", () => {
    const hostile = text("hostile", { all: true });
    expect(hostile).toBe(plainLines(hostile));
    expect(joined("hostile")).toContain(attacks.markdown);
  });

  it("has colours where they are wanted", () => {
    const coloured = terminalReport(
      report([checkedCase("will")]),
      { width: 80, coloured: true },
      { all: false },
    );
    expect(coloured).toContain("\u001b[1m\u001b[31merror");
  });
});
