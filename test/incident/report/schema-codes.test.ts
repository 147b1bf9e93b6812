/** Every code that the JSON report may have is in its schema. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Contradiction } from "../../../core/explain/confidence.ts";
import type { Mechanism } from "../../../core/explain/mechanism.ts";
import type { Tie } from "../../../core/explain/tie.ts";
import type { Summary } from "../../../incident/analysis/analysis.ts";
import type { Evidence, Link } from "../../../incident/analysis/evidence.ts";

type Codes<Code extends string> = Readonly<Record<Code, true>>;

const links: Codes<Link["kind"]> = {
  "loader-message": true,
  "loader-text": true,
  "error-text": true,
  stack: true,
  "failure-line": true,
  "native-load": true,
  "fatal-load": true,
  "may-wait": true,
  "missing-export": true,
  "older-copy": true,
  newcomer: true,
  replay: true,
  "same-invocation": true,
};
const ties: Codes<Exclude<Tie["by"], "message">> = {
  frame: true,
  "loaded-by": true,
  importer: true,
  user: true,
  behind: true,
};
const mechanisms: Codes<Mechanism["kind"]> = {
  "loader-names": true,
  "message-names": true,
  "native-load": true,
  "name-missing": true,
};
const contradictions: Codes<Contradiction["kind"]> = {
  "name-present": true,
  "other-name": true,
  "other-package": true,
  "judged-otherwise": true,
  "built-in-name": true,
  "unknown-name": true,
  "on-purpose": true,
  apart: true,
  foreign: true,
  "asked-for": true,
};
const evidence: Codes<Evidence["kind"]> = {
  link: true,
  contradiction: true,
  share: true,
  contrast: true,
  clean: true,
  equals: true,
  appeared: true,
  "circumstances-alone": true,
  "failure-line-alone": true,
  "error-elsewhere": true,
  "environments-unknown": true,
  gaps: true,
  "errors-judged": true,
  "errors-unseen": true,
  "ruled-out": true,
  leads: true,
  "may-wait": true,
  "speaks-of-native": true,
  "line-changed": true,
  "wrapped-unknown": true,
  "copies-replaced": true,
  "errors-without-stack": true,
  bundled: true,
  "no-failure": true,
  "no-error-line": true,
  "no-outcrop-line": true,
};
const outcomes: Codes<Summary["kind"]> = {
  collision: true,
  circumstances: true,
  "failure-line": true,
  "no-collision": true,
  "nothing-failed": true,
  unjudged: true,
  blind: true,
  "no-lines": true,
  "no-errors": true,
};

const { definitions } = JSON.parse(readFileSync("docs/incident.schema.json", "utf8"));
const codesOf = (name: string, property = "kind"): readonly string[] =>
  [...definitions[name].properties[property].enum].sort();

describe("the schema has every code of", () => {
  test.each([
    ["link", "kind", links],
    ["link", "by", ties],
    ["mechanism", "kind", mechanisms],
    ["contradiction", "kind", contradictions],
    ["evidence", "kind", evidence],
    ["outcome", "kind", outcomes],
  ])("%s: %s", (name, property, codes) => {
    expect(codesOf(name, property)).toEqual(Object.keys(codes).sort());
  });
});
