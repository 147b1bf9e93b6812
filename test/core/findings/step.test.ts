/**
 * A finding is complete: rule, list, test, page, the example in the emitted test and the files that are made
 * from the list. Each failure says what to do; CONTRIBUTING.md, "Add a finding", has the steps.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { findingLists } from "../../../build/generate/finding-lists.ts";
import { findingKinds, rules } from "../../../core/findings/finding.ts";

const list = "core/findings/finding.ts";
const emittedTest = "test/cloudwatch/observability/dashboard/emitted.test.ts";
const sections = [
  "What was seen",
  "Why it matters",
  "How to confirm by hand",
  "How to fix",
  "When to accept",
];
const read = (path: string): string => readFileSync(path, "utf8");
const codes: readonly string[] = rules.map(({ code }) => code);

/** The codes that the files of a folder are named after. */
const codesIn = (folder: string, end: string): readonly string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith(end) && name !== `README${end}`)
    .map((name) => name.slice(0, -end.length));

test.each([
  ["core/findings/rules", ".ts", `Add the rule to the list in ${list}, or remove the file`],
  ["test/core/findings/rules", ".test.ts", "Remove the test, or add the rule that it tests"],
  ["docs/findings", ".md", "Remove the page, or add the rule that it explains"],
])("%s holds nothing but findings", (folder, end, advice) => {
  for (const code of codesIn(folder, end))
    expect(codes.includes(code), `${folder}/${code}${end} belongs to no rule. ${advice}.`).toBe(true);
});

test("what is made from the list is made", () => {
  for (const [path, text] of findingLists(read))
    expect(existsSync(path) && read(path) === text, `${path} is stale. Run \`npm run generate\`.`).toBe(true);
});

describe.each(Object.values(findingKinds))("$code", ({ code, family, metric, docs, title }) => {
  test("its rule is core/findings/rules/CODE.ts", () => {
    const path = `core/findings/rules/${code}.ts`;
    expect(existsSync(path), `Move the rule ${code} to ${path}.`).toBe(true);
    const lines = read(path).split("\n").length - 1;
    const advice = `${path} has ${lines} lines. Move parts to core/findings/rules/shared: at most 120.`;
    expect(lines, advice).toBeLessThanOrEqual(120);
    expect(title, `The title of ${code} is a heading: no full stop.`).toMatch(/^[A-Z].*[^.]$/);
  });

  test("its test has the problem, and trees that only look like it", () => {
    const path = `test/core/findings/rules/${code}.test.ts`;
    expect(existsSync(path), `Write ${path}.`).toBe(true);
    expect(read(path), `${path} needs a describe("silent") with cases that are no finding.`).toContain(
      'describe("silent"',
    );
  });

  test("its page names it, shows a line, cites an incident and has every section", () => {
    expect(existsSync(docs), `Write ${docs}; copy another finding's page.`).toBe(true);
    const page = read(docs);
    expect(page, `${docs} starts with the heading "# ${code}".`).toMatch(new RegExp(`^# ${code}\\n`));
    const line = `Family \`${family}\` · metric \`${metric}\``;
    expect(page, `${docs} needs the line: ${line}`).toContain(line);
    const titles = [...page.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
    expect(titles, `${docs} needs these sections, in this order.`).toEqual(sections);
    expect(page, `${docs} cites a public incident: owner/repository#number.`).toMatch(/[\w.-]+\/[\w.-]+#\d+/);
    const [, sample = "{}"] = /```json\n(.+?)\n```/s.exec(page) ?? [];
    expect(JSON.parse(sample), `The first sample of ${docs} is a line of this finding.`).toMatchObject({
      code,
      docs,
    });
  });

  test("the emitted test makes it happen", () => {
    const advice = `Make ${code} happen in ${emittedTest}, and say in \`causes\` what causes it.`;
    expect(read(emittedTest), advice).toContain(`"${code}": `);
  });
});
