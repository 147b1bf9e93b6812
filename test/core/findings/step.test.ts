/**
 * Code, rule, findingKinds, metric, page and fixture are in step: adding a code without one of them fails here.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { findingKinds, rules } from "../../../core/findings/finding.ts";

const repository = join(import.meta.dirname, "../../..");
const entries = Object.entries(findingKinds);
const sections = [
  "What was seen",
  "Why it matters",
  "How to confirm by hand",
  "How to fix",
  "When to accept",
];

test("rules and findingKinds hold the same codes", () =>
  expect(rules.map(({ code }) => code).sort()).toEqual(Object.keys(findingKinds).sort()));

test("no rule, page or test without a code", () => {
  const codes = Object.keys(findingKinds).sort();
  const namesIn = (folder: string, end: string): string[] =>
    readdirSync(join(repository, folder))
      .filter((name) => name.endsWith(end))
      .map((name) => name.slice(0, -end.length))
      .sort();
  expect(namesIn("core/findings/rules", ".ts")).toEqual(codes);
  expect(namesIn("test/core/findings/rules", ".test.ts")).toEqual(codes);
  expect(namesIn("docs/findings", ".md")).toEqual(codes);
});

describe.each(entries)("%s", (code, entry) => {
  test("the metric is the code in PascalCase", () => {
    const pascal = code.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
    expect(entry.metric).toBe(pascal);
  });

  test("the page is at its address, names code, metric and family, and has every section", () => {
    expect(entry.docs).toBe(`docs/findings/${code}.md`);
    const page = readFileSync(join(repository, entry.docs), "utf8");
    expect(page.startsWith(`# ${code}\n`)).toBe(true);
    expect(page).toContain(`\`${entry.metric}\``);
    expect(page).toContain(`Family \`${entry.family}\``);
    expect([...page.matchAll(/^## (.+)$/gm)].map(([, title]) => title)).toEqual(sections);
    // A public incident, cited.
    expect(page).toMatch(/\(?[\w.-]+\/[\w.-]+#\d+/);
  });

  test("the page's sample lines are the JSON they claim to be", () => {
    const page = readFileSync(join(repository, entry.docs), "utf8");
    const samples = [...page.matchAll(/```json\n(.+?)\n```/gs)].map(
      ([, sample]) => JSON.parse(sample ?? "") as { code?: string; docs?: string },
    );
    expect(samples[0]).toMatchObject({ code, docs: entry.docs });
  });

  test("the rule's test has silent cases, and the rule fits on a page", () => {
    expect(readFileSync(join(repository, `test/core/findings/rules/${code}.test.ts`), "utf8")).toContain(
      'describe("silent"',
    );
    expect(
      readFileSync(join(repository, `core/findings/rules/${code}.ts`), "utf8").split("\n").length - 1,
    ).toBeLessThanOrEqual(110);
  });
});
