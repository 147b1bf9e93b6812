/** The command as a process of its own, which waits and writes as it does for a user. */
import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { aws, folder, given, record, useAccount, zip } from "./at-account.ts";
import { credentials } from "./credentials.ts";
import type { FakeFunction } from "./fake-function.ts";
import { arnOf } from "./fake-lambda.ts";

useAccount();

interface Ended {
  readonly code: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
}

function start(...parameters: string[]): { child: ChildProcess; ended: Promise<Ended> } {
  const entry = join(import.meta.dirname, "../../../command/outcrop.ts");
  const child = spawn(process.execPath, [entry, ...parameters], {
    cwd: folder,
    env: { ...credentials(aws.url, folder), HOME: folder },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [stdout, stderr] = ["", ""];
  child.stdout?.on("data", (chunk) => (stdout += chunk));
  child.stderr?.on("data", (chunk) => (stderr += chunk));
  const ended = new Promise<Ended>((resolve) =>
    child.once("close", (code, signal) => resolve({ code, signal, stdout, stderr })),
  );
  return { child, ended };
}

function fleet(size: number): FakeFunction[] {
  const functions = Array.from({ length: size }, (_, index) => ({
    name: `orders-${String(index).padStart(2, "0")}`,
    ...(index % 2 === 0 && {
      variables: { KEY: "value-of-a-key", AWS_LAMBDA_EXEC_WRAPPER: "/opt/otel-handler" },
    }),
  }));
  return given(...functions);
}

const attachAll = ["attach", "--all", "--zip"];
const hasLayer = ({ settings }: FakeFunction): boolean => settings.layers.includes(arnOf("outcrop", 1));

test("a plan, an attach that is killed in the middle, the same again, and a detach", async () => {
  const functions = fleet(30);
  const before = functions.map((one) => JSON.stringify(one.kept));
  const plan = await start(...attachAll, zip, "--record", record).ended;
  expect([plan.code, plan.stderr]).toEqual([0, ""]);
  expect(plan.stdout).toMatch(
    /^A plan: nothing was changed.*\n\n30 functions in eu-central-1: 30 to attach\n/,
  );
  expect(aws.count("UpdateFunctionConfiguration")).toBe(0);

  let updates = 0;
  const killed = start(...attachAll, zip, "--record", record, "--execute");
  aws.fault = ({ operation }) => {
    if (operation === "UpdateFunctionConfiguration" && ++updates === 12) killed.child.kill("SIGKILL");
    return null;
  };
  expect((await killed.ended).signal).toBe("SIGKILL");
  const done = functions.filter(hasLayer).length;
  expect(done).toBeGreaterThan(0);
  expect(done).toBeLessThan(30);

  const again = await start(...attachAll, zip, "--record", record, "--execute", "--json").ended;
  expect(again.code).toBe(0);
  expect(functions.every(hasLayer)).toBe(true);
  // Nothing is updated twice: the twelfth was made, or was not.
  expect(aws.count("UpdateFunctionConfiguration")).toBeLessThan(30 + 12);
  const { functions: reported } = JSON.parse(again.stdout) as {
    functions: { plan: string; result: string }[];
  };
  expect(reported.filter((one) => one.result === "attached already")).toHaveLength(done);

  const detach = await start("detach", "--all", "--record", record, "--execute").ended;
  expect(detach.code).toBe(0);
  expect(functions.map((one) => JSON.stringify(one.kept))).toEqual(before);
  const everything = `${plan.stdout}${again.stdout}${detach.stdout}${readFileSync(record, "utf8")}`;
  expect(everything).not.toContain("value-of-a-key");
}, 60_000);

test("Ctrl-C ends it after the functions that were begun, and counts the others", async () => {
  const functions = fleet(40);
  const run = start(...attachAll, zip, "--record", record, "--execute");
  let updates = 0;
  aws.fault = ({ operation }) => {
    if (operation === "UpdateFunctionConfiguration" && ++updates === 4) run.child.kill("SIGINT");
    return null;
  };
  const { code, stdout, stderr } = await run.ended;
  expect([code, stderr]).toEqual([
    1,
    "outcrop: ending after the functions that were begun. Press Ctrl-C again to quit\n",
  ]);
  const done = functions.filter(hasLayer).length;
  expect(done).toBeLessThan(40);
  expect(stdout).toMatch(/^40 functions in eu-central-1: .*\d+ not begun/);
  expect(stdout).toContain(`${done} attached`);
  expect(functions.every((one) => one.status === "Successful")).toBe(true);
}, 60_000);
