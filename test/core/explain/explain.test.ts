import { describe, expect, test } from "vitest";
import { type Explanation, explainFailure } from "../../../core/explain/explain.ts";
import type { FailureRecord } from "../../../core/journal/records.ts";
import { plainFailure } from "../../support/written-failure.ts";
import { elf } from "../support/elf.ts";
import {
  analyse,
  type Case,
  got,
  LAMBDA_NODE_PATH,
  nativeEnd,
  nativeStart,
  thread,
} from "../support/journal.ts";
import { pkg } from "../support/tree.ts";

const record = (frames: readonly string[], parts: Partial<FailureRecord> = {}): FailureRecord => ({
  tag: "failure",
  thread: 0,
  phase: "invoke",
  ordinal: 1,
  name: "Error",
  code: null,
  message: null,
  frames,
  ...plainFailure,
  ...parts,
});

function explain(failure: FailureRecord, { analysis, files }: Pick<Case, "analysis" | "files">): Explanation {
  const steps = explainFailure(failure, {
    findings: analysis.findings,
    files,
    texts: analysis.copyTexts,
    copyOf: (path) => analysis.copyOf(path),
    usersOf: (copy) => analysis.usersOf(copy),
    modulesOf: (copy) => analysis.modulesOf(copy),
  });
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}

const rankedIn = ({ judged }: Explanation): string[] =>
  judged.map(({ finding: { code, package: name } }) => `${code} ${name}`);

describe("a failure explained by a whole analysis", () => {
  const graphqlTree = {
    function: { "index.js": "", "node_modules/graphql": pkg("graphql", "16.0.0") },
    layers: [
      {
        "nodejs/node_modules/graphql": pkg("graphql", "16.0.0", {}, { "index.js": "other" }),
        "nodejs/node_modules/tools": pkg("tools", "1.0.0", { peerDependencies: { graphql: "^16" } }),
      },
    ],
  };
  const graphql = analyse(graphqlTree);
  graphql.see(
    thread(),
    got(null, "/var/task/index.js", "/var/task/index.js"),
    got("/var/task/index.js", "graphql", "/var/task/node_modules/graphql/index.js"),
    got("/var/task/index.js", "tools", "/opt/nodejs/node_modules/tools/index.js"),
    got("/opt/nodejs/node_modules/tools/index.js", "graphql", "/opt/nodejs/node_modules/graphql/index.js"),
  );
  const inGraphql = [
    "at instanceOf (/var/task/node_modules/graphql/index.js:1:1)",
    "at exports.handler (/var/task/index.js:2:2)",
  ];

  test("the duplicate comes first, and the copies are told", () => {
    const explained = explain(record(inGraphql), graphql);
    expect(rankedIn(explained)[0]).toBe("duplicate-instance graphql");
    expect(explained.copies.map(({ package: name, version }) => `${name} ${version}`)).toEqual([
      "graphql 16.0.0",
      "(function) null",
    ]);
    expect(explained.text).toMatch(
      /^It failed in graphql@16\.0\.0 in the function .* both run in one process/,
    );
    expect(explained.mixed).toBeNull();
  });

  test("two copies on one stack are the mixed-root verdict", () => {
    const both = [...inGraphql.slice(0, 1), "at x (/opt/nodejs/node_modules/graphql/index.js:1:1)"];
    expect(explain(record(both), graphql).mixed).toMatchObject({
      family: null,
      first: { package: "graphql" },
    });
  });

  test("a plain bug beside the duplicate is not blamed on it", () => {
    const explained = explain(
      record(["at exports.handler (/var/task/index.js:2:2)"], { name: "TypeError" }),
      graphql,
    );
    expect(rankedIn(explained)).toEqual([]);
    expect(explained.text).toBe(
      "Outcrop sees no collision in the code that failed: it failed in /var/task/index.js:2.",
    );
  });

  test("something thrown without a stack is not blamed on it", () => {
    expect(rankedIn(explain(record([], { name: "string" }), graphql))).toEqual([]);
  });

  test("a finding that is info only explains nothing", () => {
    const bundled = analyse({
      function: { "node_modules/sdk": pkg("sdk", "2.0.0") },
      runtime: { "node_modules/sdk": pkg("sdk", "1.0.0") },
    });
    bundled.see(thread(), got("/var/task/index.js", "sdk", "/var/task/node_modules/sdk/index.js"));
    const explained = explain(record(["at send (/var/task/node_modules/sdk/index.js:1:1)"]), bundled);
    expect(rankedIn(explained)).toEqual([]);
    expect(explained.text).toMatch(
      /^Outcrop sees no collision in the code that failed: it failed in sdk@2\.0\.0/,
    );
  });
});

test("a native file that a wrapper package hides", () => {
  const addon = "/var/task/node_modules/@n/x-linux-x64/x.node";
  const tree = {
    function: {
      "node_modules/@n/x": pkg("@n/x", "1.0.0"),
      "node_modules/@n/x-linux-x64": pkg("@n/x-linux-x64", "1.0.0", {}, { "x.node": elf({ machine: 183 }) }),
    },
  };
  const seen = analyse(tree);
  seen.see(
    thread({ nodePath: LAMBDA_NODE_PATH }),
    got("/var/task/node_modules/@n/x/index.js", "@n/x-linux-x64", addon),
    nativeStart(addon),
    nativeEnd(addon, `${addon}: cannot open shared object file: No such file or directory`),
  );
  const explained = explain(record(["at requireNative (/var/task/node_modules/@n/x/index.js:5:5)"]), seen);
  expect(rankedIn(explained)[0]).toBe("wrong-architecture @n/x-linux-x64");
  expect(explained.text).toContain("which loads @n/x-linux-x64@1.0.0.");
});

test("10,000 frames in 10,000 places look at 50 of them", () => {
  const seen = analyse({ function: {} });
  const { files } = seen;
  seen.see(thread());
  const before = files.asked.readFile;
  const frames = Array.from(
    { length: 10_000 },
    (_, index) => `at f (/var/task/node_modules/p${index}/x.js:1:1)`,
  );
  expect(explain(record(frames), seen).copies).toHaveLength(50);
  // And the file that failed, for its source.
  expect(files.asked.readFile - before).toBeLessThanOrEqual(50 + 1);
});
