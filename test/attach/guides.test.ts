/**
 * The guides: what they show is what the files and runs have, all of them answer the same questions, and
 * their links lead somewhere.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { evaluate } from "../../cloudwatch/insights/evaluate.ts";
import type { LogEvent } from "../../core/telemetry/log-event.ts";
import { attachFolder } from "./attach-folder.ts";
import { benchmarksPath, ingested, median } from "./cost.ts";
import { guideFiles } from "./files.ts";
import { guidePaths, readGuide, sourcesOf } from "./guides.ts";
import { recordedLines } from "./recorded-lines.ts";
import type { Line, ScenarioName } from "./sandbox/scenarios.ts";

const pages = ["README.md", "trouble.md", "bundled.md", "fleet.md"];
const guides = guidePaths.filter((path) => !pages.includes(path));
const prose = (text: string): string => text.replace(/```[\s\S]*?```/g, "");

test("there is a guide of every kind", () => {
  const kinds = [
    "cli",
    "console",
    "sam",
    "cloudformation",
    "cdk",
    "terraform",
    "serverless",
    "osls",
    "terraform-module",
    "nodejs-function",
    "sam-esbuild",
    "sst",
    "pulumi",
    "own-stack",
    "yarn-pnpm",
    "container",
    "managed-instances",
    "chaining",
  ];
  expect([...guides].sort()).toEqual(kinds.map((kind) => `${kind}.md`).sort());
  for (const guide of [...guides, "../generated/cost.md", "trouble.md", "bundled.md", "fleet.md"])
    expect(readGuide("README.md")).toContain(`](${guide})`);
});

test("every file next to the guides is shown in one", () => {
  const shown = guidePaths.flatMap((path) => sourcesOf(readGuide(path)));
  const files = guideFiles.filter((path) => /\.(sh|yaml|yml|tf|ts|mjs|cjs)$|Dockerfile/.test(path));
  expect(files.length).toBeGreaterThan(25);
  expect(files.filter((path) => !shown.includes(`file ${path}`) && path !== "pulumi/Pulumi.yaml")).toEqual(
    [],
  );
});

describe.each(guidePaths)("%s", (path) => {
  const text = readGuide(path);

  test("shows files and lines in blocks that are written again", () => {
    for (const source of sourcesOf(text))
      expect(text.includes(`<!-- ${source.replace(" ", ": ")} -->\n\`\`\``)).toBe(true);
  });

  test("has links that lead somewhere", () => {
    const links = [...prose(text).matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)]
      .map(([, target = ""]) => target)
      .filter((target) => !/^https:/.test(target));
    expect(links.filter((target) => !existsSync(join(attachFolder, target)))).toEqual([]);
  });

  test("has lines of at most 110 characters outside of tables and blocks", () => {
    const long = prose(text)
      .split("\n")
      .filter((line) => line.length > 110 && !line.startsWith("|"));
    expect(long).toEqual([]);
  });
});

describe.each(guides)("%s", (path) => {
  const text = readGuide(path);

  test("says what to expect, how to check, how to remove it, what can go wrong and what it costs", () => {
    const headings = [...text.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading);
    const last = ["What to expect", "Check", "Remove", "What can go wrong", "What it costs"];
    expect(headings.slice(-last.length)).toEqual(last);
    expect(sourcesOf(text).filter((source) => source.startsWith("lines "))).toHaveLength(1);
    expect(text).toContain("](../generated/cost.md)");
    expect(text).toContain("](trouble.md)");
    expect(text).toContain("/opt/outcrop-wrapper");
  });

  test("keeps amounts of money to cost.md", () => expect(prose(text)).not.toMatch(/\$\d|USD/));
});

test("serverless.md sets every variable that its file reads", () => {
  const text = readGuide("serverless.md");
  const read = [
    ...readFileSync(join(attachFolder, "serverless/serverless.yml"), "utf8").matchAll(/\$\{env:(\w+)/g),
  ].map(([, name]) => name);
  expect(read.length).toBeGreaterThan(0);
  expect(read.filter((name) => !text.includes(`\nexport ${name}=`))).toEqual([]);
});

describe("cost.md", () => {
  const table = (bytes: number): string => `
## log-bytes/24
| arm | measure | unit | runs | min | median |
| packages, each-invoke | warm invoke | bytes | 1 | 1 | ${bytes} |

## log-bytes/25
| packages, each-invoke | cold start | bytes | 1 | 1 | 7 |
`;

  test("reads a median from its section alone, and fails if it is missing", () => {
    expect(median(table(651), "log-bytes/24", "packages, each-invoke", "warm invoke")).toBe(651);
    expect(() => median(table(651), "log-bytes/24", "packages, each-invoke", "cold start")).toThrow(
      "has no median",
    );
    expect(() => median(table(651), "log-bytes/2", "packages, each-invoke", "warm invoke")).toThrow(
      "has no median",
    );
  });

  test("agrees with what the benchmarks say about a million", () => {
    const benchmarks = readFileSync(benchmarksPath, "utf8");
    const of = (measure: string): number =>
      median(benchmarks, "log-bytes/24", "packages, each-invoke", measure);
    expect(ingested(of("warm invoke"))).toBeCloseTo(of("a million warm invokes"), 2);
    expect(ingested(of("cold start") + of("shutdown"))).toBeCloseTo(of("a million cold starts"), 1);
  });
});

describe("trouble.md", () => {
  test("has a query that finds functions without the variable, and none that are attached rightly", () => {
    const query = /```\n(filter .*)\n```/.exec(readGuide("trouble.md"))?.[1] ?? "";
    const rowsOf = (name: ScenarioName): unknown => evaluate(query, recordedLines()[name].map(eventOf)).rows;
    expect(rowsOf("no-wrapper")).toEqual([["sandbox-function", 2]]);
    for (const name of ["attached", "managed-instances", "node-20"] as const)
      expect(rowsOf(name)).toEqual([]);
  });

  function eventOf(line: Line, index: number): LogEvent {
    const timestamp = Date.parse(String(line["timestamp"]));
    return {
      message: JSON.stringify(line),
      timestamp,
      logGroup: null,
      logStream: null,
      eventId: null,
      file: "recorded",
      line: index + 1,
    };
  }
});
