/** The demo as its reader runs it. */
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { missingFindings } from "../../sandbox/demo/expectations.ts";
import { play } from "../../sandbox/demo/play.ts";
import { report } from "../../sandbox/demo/report.ts";
import { plainPage } from "./recorded.ts";

const top = join(import.meta.dirname, "../..");
const line = process.versions.node.split(".")[0] ?? "";
const seconds = 1_000;
/** The first run installs the packages and builds the runtime client. */
const installMs = 600 * seconds;

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function demo(...parameters: string[]): Promise<Ended> {
  const options = { cwd: top, env: { ...process.env, COLUMNS: "80" } };
  try {
    return {
      code: 0,
      ...(await promisify(execFile)(
        process.execPath,
        ["command/outcrop.ts", "demo", ...parameters],
        options,
      )),
    };
  } catch (error) {
    return error as Ended;
  }
}

describe("npm run demo", () => {
  it("shows every kind of collision and where to read on", { timeout: installMs }, async () => {
    const { code, stdout, stderr } = await demo("--node", line);

    expect(stderr).not.toContain("outcrop:");
    expect(code).toBe(0);
    expect(stdout).toContain(`Node ${process.version} `);
    for (const head of [
      "ERROR  range-violation  zod",
      "WARNING  unresolved-module  dayjs",
      "WARNING  unresolved-module  ulid",
      "WARNING  wrong-architecture  bcrypt",
      "INFO  duplicate-instance  @aws-lambda-powertools/logger",
      "WARNING  shadowed-package  @aws-lambda-powertools/logger",
      "INFO  shadowed-package  @aws-sdk/util-dynamodb",
    ]) {
      expect(stdout).toContain(`\n${head}\n`);
    }
    // Each team's layer by its name and version, as the lock has it.
    for (const label of ["the layer shop-utils:7", "shop-observability:12"]) expect(stdout).toContain(label);
    expect(stdout).not.toMatch(/ in\s+the layer \(/);
    expect(stdout).not.toContain("lock-drift");
    expect(stdout).toContain("FAILED  TypeError: z.prettifyError is not a function");
    expect(stdout.split("\n").filter((text) => text.length > 80)).toEqual([]);
    expect(stdout).not.toContain("\u001b");
    expect(stdout).not.toContain(top);
    expect(stdout).not.toContain("outcrop-sandbox-");
  });

  it("prints the raw lines with --json, the ones it keeps", { timeout: installMs }, async () => {
    const { code, stdout } = await demo("--node", line, "--json");
    expect(code).toBe(0);
    expect(stdout).toBe(readFileSync(join(top, "dist/demo/telemetry.jsonl"), "utf8"));
    const types = stdout
      .trimEnd()
      .split("\n")
      .map((text) => (JSON.parse(text) as { outcrop: string }).outcrop);
    expect(new Set(types)).toEqual(
      new Set(["environment", "inventory", "finding", "invocation", "failure", "shutdown"]),
    );
  });

  it.each([["--loud"], ["--node", "20"], ["now"]])(
    "answers %s with one line, a hint and exit code 2",
    async (...parameters) => {
      const { code, stdout, stderr } = await demo(...parameters);
      expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
      expect(stderr).toMatch(/^outcrop: .+\nRun outcrop demo --help for usage\.\n$/);
    },
  );

  it("finds the same without namespaces and Lambda's runtime client", { timeout: installMs }, async () => {
    const { result, telemetry } = await play(
      { node: process.execPath, isolation: "staged", client: "stand-in" },
      () => {},
    );
    expect(missingFindings(telemetry)).toEqual([]);
    const text = report(result, telemetry, plainPage);
    expect(text).toContain("stand-in client, staged roots");
    expect(text).not.toContain("outcrop-sandbox-");
  });
});
