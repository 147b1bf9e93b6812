/**
 * What some tests need in addition to npm packages. `npm test` works on a machine that has only npm: there
 * it leaves such tests out and says so. With OUTCROP_REQUIRE_ALL=1, as in CI, they fail if something is
 * missing, and only the need that OUTCROP_WITHOUT names is left out.
 */
import { spawnSync } from "node:child_process";

interface Need {
  readonly name: string;
  /** Folders and files below test/. */
  readonly tests: readonly string[];
  /** Each a command that succeeds where it is met. */
  readonly commands: readonly (readonly string[])[];
}

const needs: readonly Need[] = [
  {
    name: "user namespaces",
    tests: [
      "command/run.test.ts",
      "command/verify/failures.test.ts",
      "command/verify/run.test.ts",
      "sandbox",
      "promises",
      "modes",
      "faults",
      "incidents",
      "silence",
      "check/oracle",
      "binaries",
      "security/canaries.test.ts",
      "security/hostile-names.test.ts",
      "soak/soak.test.ts",
      "attach/sandbox",
      "cloudwatch/athena",
      "cloudwatch/observability/dashboard/emitted.test.ts",
      "cloudwatch/observability/queries/queries.test.ts",
      "incident/captures",
      "package/package.test.ts",
      "tour",
    ],
    commands: [["unshare", "-Urm", "true"]],
  },
  {
    name: "cmake, make, g++ and xz to build Lambda's runtime client",
    tests: [
      "command/run.test.ts",
      "command/verify/failures.test.ts",
      "command/verify/run.test.ts",
      "sandbox",
      "demo/demo.test.ts",
      "promises",
      "modes",
      "faults",
      "incidents",
      "silence",
      "check/oracle",
      "security/canaries.test.ts",
      "security/hostile-names.test.ts",
      "soak/soak.test.ts",
      "attach/sandbox",
      "cloudwatch/athena",
      "cloudwatch/observability/dashboard/emitted.test.ts",
      "cloudwatch/observability/queries/queries.test.ts",
      "incident/captures",
      "tour",
    ],
    commands: ["cmake", "make", "g++", "xz"].map((tool) => [tool, "--version"]),
  },
  {
    name: "control groups that can be written to, for a CPU quota",
    tests: ["faults/small-functions.test.ts"],
    commands: [
      [
        process.execPath,
        "--input-type=module",
        "-e",
        "await (await import('./test/support/cpu-group.ts')).openCpuGroup(1).remove()",
      ],
    ],
  },
  {
    name: "bash, curl, wget and python3 in /usr/bin",
    tests: ["modes/runtimes.test.ts"],
    commands: ["bash", "curl", "wget", "python3"].map((tool) => [`/usr/bin/${tool}`, "--version"]),
  },
  {
    name: "bash and jq",
    tests: ["attach/cli.test.ts"],
    commands: [
      ["bash", "--version"],
      ["jq", "--version"],
    ],
  },
  {
    name: "Chromium",
    tests: [
      "check/report/html/browser.test.ts",
      "cloudwatch/preview/browser.test.ts",
      "incident/report/html/browser.test.ts",
      "incident/report/html/browser-controls.test.ts",
    ],
    commands: [
      ["sh", "-c", "command -v chromium || command -v chromium-browser || command -v google-chrome"],
    ],
  },
  {
    name: "the AWS CDK (test/attach/cdk/setup.sh)",
    tests: ["attach/cdk"],
    commands: [["cmp", "-s", "docs/attach/cdk/package-lock.json", "dist/attach-cdk/installed-lock.json"]],
  },
  {
    name: "the deploy tools (test/check/inputs/built/setup.sh)",
    tests: ["check/inputs/built", "attach/osls"],
    commands: [
      ["cmp", "-s", "docs/attach/cdk/package-lock.json", "dist/attach-cdk/installed-lock.json"],
      ["test", "-e", "dist/check-tools/serverless/installed"],
      ["test", "-e", "dist/check-tools/osls/installed"],
    ],
  },
  {
    name: "Pulumi, Yarn and pnpm (test/attach/tools/setup.sh)",
    tests: ["attach/tools"],
    commands: [["test", "-e", "dist/attach-tools/installed"]],
  },
  {
    name: "zip and unzip",
    tests: ["check/zip/info-zip.test.ts"],
    commands: [
      ["zip", "-v"],
      ["unzip", "-v"],
    ],
  },
  {
    name: "cfn-lint (pip install cfn-lint)",
    tests: ["cloudwatch/observability/templates/cfn-lint.test.ts", "attach/cfn-lint.test.ts"],
    commands: [["cfn-lint", "--version"]],
  },
  {
    name: "readelf",
    tests: ["core/native/readelf.test.ts"],
    commands: [["readelf", "--version"]],
  },
  {
    name: "an emulated arm64 (test/binaries/setup.sh)",
    tests: ["binaries", "build/release/release.test.ts"],
    commands: [
      ["qemu-aarch64-static", "--version"],
      ["test", "-e", "/usr/aarch64-linux-gnu/lib/libstdc++.so.6"],
      ["test", "-e", "/usr/aarch64-linux-gnu/lib/libatomic.so.1"],
    ],
  },
];

export interface LeftOut {
  /** Glob patterns. */
  readonly patterns: readonly string[];
  /** One sentence for each need that is not met. */
  readonly reasons: readonly string[];
}

export function leftOut(): LeftOut {
  const { OUTCROP_REQUIRE_ALL: all, OUTCROP_WITHOUT: without } = process.env;
  const isMet = ({ name, commands }: Need): boolean =>
    all === "1"
      ? !without || !name.startsWith(without)
      : commands.every(([tool = "", ...args]) => spawnSync(tool, args).status === 0);
  const unmet = needs.filter((need) => !isMet(need));
  return {
    patterns: [...new Set(unmet.flatMap(({ tests }) => tests))].map((path) =>
      path.endsWith(".ts") ? `test/${path}` : `test/${path}/**`,
    ),
    reasons: unmet.map(
      ({ name, tests }) =>
        `left out, because ${name} is missing: ${tests.map((path) => `test/${path}`).join(", ")}`,
    ),
  };
}
