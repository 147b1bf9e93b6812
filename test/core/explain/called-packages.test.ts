import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { calledPackages, failingCode } from "../../../core/explain/failing-code.ts";
import type { FailureRecord } from "../../../core/journal/records.ts";
import { plainFailure } from "../../support/written-failure.ts";
import { MemoryFiles } from "../support/tree.ts";

/** The error's place is where the bar is. */
function called(marked: string): readonly string[] | null {
  const place = marked.indexOf("|");
  const source = marked.replace("|", "");
  const line = marked.slice(0, place).split("\n");
  const failure: FailureRecord = {
    tag: "failure",
    thread: 0,
    phase: "invoke",
    ordinal: 1,
    name: "TypeError",
    code: null,
    message: null,
    frames: [`at f (/var/task/index.js:${line.length}:${(line.at(-1)?.length ?? 0) + 1})`],
    ...plainFailure,
  };
  const files = new MemoryFiles({ function: { "index.js": source }, layers: [] });
  const steps = calledPackages(failingCode(failure, files));
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value === null ? null : [...value];
  }
}

describe("the packages that the failing expression calls", () => {
  it.each<[string, readonly string[] | null]>([
    ["const r = require('rates'), s = require('stock');\nr.|table()", ["rates"]],
    ["import { table as t } from 'rates';\nimport s from 'stock';\nt|()", ["rates"]],
    ["const r = require('rates'), s = require('stock');\nlist.|map(s.price)", ["stock"]],
    ["const r = require('rates');\nrequire('stock').|table()", ["stock"]],
    ["const r = require('rates');\nrequire('node:util').|isRegExp(r)", ["node:util"]],
    ["const r = require('rates');\nrequire('@acme/stock/lib/x').|table()", ["@acme/stock"]],
    ["const rates = require('rates'), s = require('stock');\nrates(1).|table()", ["rates"]],
    ["import rates from 'rates';\nimport s from 'stock';\nnew rates(s.price()).|table()", ["rates"]],
    ["const rates = require('rates'), s = require('stock');\nlist.|map(rates)", ["rates"]],
    ["const { default: rates } = await import('rates');\nrates(1).|table()", ["rates"]],
    ["const r = require('rates');\nevent.items.|map(x)", []],
    ["|", null],
  ])("%j: %j", (code, names) => expect(called(code)).toEqual(names));
});

describe("any expression", () => {
  it("calls only packages that its module asks for, and always the one whose binding it is", () => {
    const packages = ["rates", "stock", "@acme/zones"] as const;
    const some = fc.uniqueArray(fc.nat(2), { minLength: 1, maxLength: 3 });
    const chains = fc.array(fc.constantFrom(".a", "['b']", "()", "[0]", "?.c", "(x)"), { maxLength: 5 });
    fc.assert(
      fc.property(some, chains, (asked, chain) => {
        const head = asked.map((at) => `const p${at} = require('${packages[at]}');`).join("\n");
        const [first = 0] = asked;
        const names = called(`${head}\np${first}.a()${chain.join("")}.|b()`) ?? [];
        expect(names).toEqual([packages[first]]);
      }),
    );
  });
});
