/** A torn family and the two copies that it is about are judged alike. */
import { expect, test } from "vitest";
import { judge } from "../../../core/explain/judge.ts";
import { copy, errorFacts, finding, ownFrame } from "./support.ts";

const [here, there] = [copy("box", "2.0.0", "function"), copy("box", "1.0.0", "layer")];
const frame = `at get (${here.path}/index.js:1:1)`;
const torn = finding("box", { code: "torn-family", severity: "warning", winner: here, loser: there });
const twice = finding("box", { code: "duplicate-instance", severity: "error", winner: there, loser: here });
const other = finding("box", {
  code: "torn-family",
  severity: "warning",
  winner: here,
  loser: copy("box", "3.0.0", "runtime"),
});

const levels = (findings: readonly (typeof torn)[]) =>
  judge(
    findings,
    [errorFacts([frame, ownFrame], { name: "Error", thrown: "on-purpose" })],
    () => new Set(),
  ).map(({ finding: { code, loser }, level }) => [code, loser?.version, level]);

test("what speaks against two copies speaks against their torn family", () => {
  expect(levels([twice, torn])).toEqual([
    ["duplicate-instance", "2.0.0", 1],
    ["torn-family", "1.0.0", 1],
  ]);
});

test("not against that of another copy", () => {
  expect(levels([twice, other])[0]).toEqual(["torn-family", "3.0.0", 2]);
});
