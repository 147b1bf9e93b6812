import { expect, test } from "vitest";
import { fixOf, isFindingCode, messageOf, rankOf, rules, rulesFor } from "../../../core/findings/finding.ts";
import { elf, machO } from "../support/elf.ts";
import { analyse, failed, got, nativeEnd, nativeStart, thread } from "../support/journal.ts";
import { pkg } from "../support/tree.ts";

test("message and fix are whole sentences, for every code at once", () => {
  const found = analyse({
    function: {
      "node_modules/a": pkg("a", "2.0.0"),
      "node_modules/n": { "n.node": machO(), "m.node": elf({ machine: 183 }) },
      ...pkg("app", "1.0.0", { dependencies: { a: "^1" } }),
    },
    layers: [{ "nodejs/node_modules/a": pkg("a", "1.0.0") }],
  }).see(
    thread(),
    got("/var/task/index.js", "a", "/var/task/node_modules/a/index.js"),
    got("/opt/nodejs/node_modules/b/index.js", "a", "/opt/nodejs/node_modules/a/index.js"),
    failed("/var/task/index.js", "gone"),
    ...["n", "m"].flatMap((name) => [
      nativeStart(`/var/task/node_modules/n/${name}.node`),
      nativeEnd(`/var/task/node_modules/n/${name}.node`, "no"),
    ]),
  ).findings;
  expect(new Set(found.map(({ code }) => code)).size).toBe(6);
  for (const finding of found) {
    for (const text of [messageOf(finding), fixOf(finding)]) {
      expect(text).toMatch(/^[\w/@`"].*\.$/s);
      expect(text).not.toMatch(/undefined|null|\[object|NaN| {2}/);
    }
  }
});

test("each rule is found by its kind, in the order of the list", () => {
  const kinds = [
    "resolution",
    "family",
    "copy",
    "formats",
    "layer",
    "drift",
    "unresolved",
    "native",
  ] as const;
  for (const kind of kinds)
    expect(rulesFor(kind).map(({ code }) => code)).toEqual(
      rules.filter(({ subject }) => subject === kind).map(({ code }) => code),
    );
  expect(kinds.flatMap((kind) => rulesFor(kind)).length).toBe(rules.length);
});

test("every code has a place of its own among causes, and a code that is not known comes last", () => {
  const places = rules.map(({ code }) => rankOf(code)).sort((left, right) => left - right);
  expect(places).toEqual(rules.map((_, index) => index + 1));
  for (const unknown of ["", "no-such-code", "__proto__", "toString"]) {
    expect(isFindingCode(unknown)).toBe(false);
    expect(rankOf(unknown)).toBe(rules.length + 1);
  }
});
