/**
 * Which tier of tests a file belongs to, whether it runs on every Node line, and whether it needs a process
 * of its own.
 *
 * The first row that matches has the file; the last row matches every file, so that a new one is in `npm
 * test` until there is a reason to move it. vitest.config.ts makes one project of each kind of row, and
 * test-on-nodes.ts chooses projects by tier and Node.
 */
import { globSync } from "node:fs";
import { matchesGlob } from "node:path";

/**
 * `quick`: `npm test`. `system`: what runs in a function, `npm run test:system`. `long`: the rest of `npm run
 * test:all`.
 */
export const tiers = ["quick", "system", "long"] as const;
export type Tier = (typeof tiers)[number];

interface Row {
  /** Globs below test/. */
  readonly files: readonly string[];
  readonly tier: Tier;
  /**
   * Its answer depends on the Node that runs it. A quick file of that kind runs on the other lines in the
   * system tier.
   */
  readonly everyNode: boolean;
  /**
   * False where it changes nothing that another file in its process could see: that saves a process for each
   * file.
   */
  readonly isolated: boolean;
}

const rows: readonly Row[] = [
  // Minutes of work that no change is likely to break alone, or programs that not every machine has.
  {
    files: [
      "attach/**",
      "binaries/**",
      "build/release/release.test.ts",
      "bundlers/**",
      "check/inputs/built/**",
      "check/oracle/packages.test.ts",
      "check/walk/dense.test.ts",
      "check/layer-diff/pairs/**",
      "command/attach/{fleet,plans,process,updates}.test.ts",
      "command/publish/**",
      "incident/captures/**",
      "cloudwatch/preview/browser.test.ts",
      "check/report/html/browser.test.ts",
      "command/check-ci.test.ts",
      "incident/report/html/browser*.test.ts",
      "incident/hostile/endless.test.ts",
      "incident/query/**",
      "command/query.test.ts",
      "package/package.test.ts",
      "incident/read/shapes.test.ts",
      "fuzz/fuzz.test.ts",
      "tour/**",
      "truth/sixty-seeds.test.ts",
      "cloudwatch/athena/**",
      "cloudwatch/observability/dashboard/emitted.test.ts",
      "cloudwatch/observability/queries/queries.test.ts",
      "cloudwatch/observability/states.test.ts",
    ],
    tier: "long",
    everyNode: false,
    isolated: true,
  },
  // Each test is a process of its own, or several.
  {
    files: [
      "build/test-tiers.test.ts",
      "check/zip/any-zip.test.ts",
      "command/{check,diff,entry,incident}.test.ts",
      "incident/hostile/files.test.ts",
      "command/prove.test.ts",
      "command/prove/install.test.ts",
      "command/verify/{failures,run}.test.ts",
    ],
    tier: "system",
    everyNode: false,
    isolated: true,
  },
  // What Node itself decides, in the function's process or in the extension's.
  {
    files: [
      "check/oracle/**",
      "command/run.test.ts",
      "extension/{life,first-calls,inspection,raw-exchange}.test.ts",
      "faults/**",
      "layer-template/node-start.test.ts",
      "modes/**",
      "promises/**",
      "sandbox/{functions,node-path}.test.ts",
      "security/canaries.test.ts",
      "shim/**",
      "silence/**",
      "truth/replay.test.ts",
    ],
    tier: "system",
    everyNode: true,
    isolated: true,
  },
  // The rest of them: the launcher's shell, the platform's imitation, and parts that hold on any Node.
  {
    files: [
      "incidents/**",
      "soak/soak.test.ts",
      "extension/**",
      "layer-template/**",
      "sandbox/**",
      "security/**",
    ],
    tier: "system",
    everyNode: false,
    isolated: true,
  },
  // The whole on real packages.
  { files: ["demo/demo.test.ts"], tier: "quick", everyNode: true, isolated: true },
  // They ask the running Node what it loads.
  {
    files: [
      "core/native/**",
      "core/layout/reach-oracle.test.ts",
      "core/findings/{native/{native,start}-oracle,rules/shared/declared-range}.test.ts",
    ],
    tier: "quick",
    everyNode: true,
    isolated: false,
  },
  {
    files: [
      "arrows.test.ts",
      "bench/**",
      "check/report/**",
      "compat/**",
      "core/**",
      "fuzz/**",
      "cloudwatch/{insights,metric-math,observability/templates,preview}/**",
      "command/dashboard.test.ts",
      "incident/{analysis,fetch,hostile,model,read,report}/**",
      "page/**",
    ],
    tier: "quick",
    everyNode: false,
    isolated: false,
  },
  { files: ["**"], tier: "quick", everyNode: false, isolated: true },
];

export interface Project extends Omit<Row, "files"> {
  readonly name: string;
  /** Paths from the repository's root. */
  readonly files: readonly string[];
}

const nameOf = ({ tier, everyNode, isolated }: Omit<Row, "files">): string =>
  [tier, ...(everyNode ? ["every-node"] : []), ...(isolated ? [] : ["shared"])].join("-");

/** @param file path below test/ */
export function rowOf(file: string): Omit<Row, "files"> {
  const row = rows.find(({ files }) => files.some((pattern) => matchesGlob(file, pattern)));
  if (row === undefined) throw new Error(`no tier for ${file}`);
  return row;
}

/** Every test file in exactly one project. */
export function projects(root: string): Project[] {
  const found = globSync("**/*.test.ts", {
    cwd: `${root}/test`,
    exclude: (path) => /^fixtures(\/|$)|(^|\/)node_modules(\/|$)/.test(path),
  });
  const byName = new Map<string, Project & { files: string[] }>();
  for (const file of found.sort()) {
    const { tier, everyNode, isolated } = rowOf(file);
    const name = nameOf({ tier, everyNode, isolated });
    const project = byName.get(name) ?? { name, tier, everyNode, isolated, files: [] };
    project.files.push(`test/${file}`);
    byName.set(name, project);
  }
  return [...byName.values()];
}

/**
 * Which projects a run of these tiers has on a Node: on another than the main one only what depends on it,
 * and all of that with the system tier.
 */
export function chosen(
  all: readonly Project[],
  wanted: readonly Tier[],
  { isMain }: { isMain: boolean },
): Project[] {
  if (isMain) return all.filter(({ tier }) => wanted.includes(tier));
  return wanted.includes("system") ? all.filter(({ everyNode }) => everyNode) : [];
}
