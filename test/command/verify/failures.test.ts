import { once } from "node:events";
import { describe, expect, test } from "vitest";
import { aws, ended, execute, on, outcrop, reportOf, start, useAccount, verdictsOf } from "./verifying.ts";

useAccount();

const denied = { error: "AccessDenied", message: "not authorized to perform this", status: 403 } as const;

/** Things that no run made, with names that look like it. */
const others = ["orders", "outcrop-verify-mine", "outcrop-verify-0123456789abcdef"];

function addOthers(): string[] {
  for (const name of others) {
    aws.roles.set(name, { Path: "/outcrop-verify/", policies: new Set() });
    aws.groups.add(`/aws/lambda/${name}`);
    aws.alarms.add(name);
    aws.dashboards.add(name);
    aws.functions.functions.set(name, { input: null as never, sandbox: null });
    aws.functions.layers.set(`${name}:1`, Buffer.from(""));
  }
  return aws.things;
}

describe("a step that is denied", () => {
  test("leaves its claims open, and the rest goes on", async () => {
    on(["PutDashboard", "CreateRole"], denied);
    const { code, report, verdicts } = await execute();
    expect(verdicts).toMatchObject({
      "lines-text": "unknown",
      "emf-json": "unknown",
      cpu: "unknown",
      queries: "unknown",
      dashboard: "unknown",
      alarms: "held",
      templates: "held",
    });
    const seenOf = (id: string) => report.claims.find((claim) => claim.id === id)?.seen;
    expect(seenOf("dashboard")).toBe("cloudwatch:PutDashboard: AccessDenied: not authorized to perform this");
    expect(seenOf("lines-levels")).toContain("iam:CreateRole: AccessDenied");
    expect(code).toBe(0);
    expect(aws.things).toEqual([]);
  });

  test("of one function leaves the others", { timeout: 180_000 }, async () => {
    aws.fault = ({ operation, input }) =>
      operation === "CreateFunction" && !String(input["FunctionName"]).endsWith("-json") ? denied : null;
    const { verdicts } = await execute();
    expect(verdicts).toMatchObject({
      "lines-text": "unknown",
      "lines-json": "held",
      "emf-json": "held",
      "lines-levels": "unknown",
      "require-esm": "held",
    });
    expect(aws.things).toEqual([]);
  });

  test("of the caller's identity ends it before anything is made", async () => {
    on(["GetCallerIdentity"], { error: "ExpiredToken", status: 403 });
    const { code, stdout, stderr } = await outcrop("--execute");
    expect([code, stdout]).toEqual([3, ""]);
    expect(stderr).toBe(
      "outcrop: sts:GetCallerIdentity: the AWS credentials have expired; sign in again, for example with aws sso login, and retry\n",
    );
    expect(aws.asked).toHaveLength(1);
  });
});

test("throttled calls are sent again", async () => {
  let count = 0;
  aws.fault = ({ operation }) => {
    if (operation === "CreateRole") return denied;
    return operation === "PutMetricAlarm" && ++count <= 2
      ? { error: "ThrottlingException", status: 400 }
      : null;
  };
  expect((await execute()).verdicts).toMatchObject({ alarms: "held" });
  expect(count).toBeGreaterThan(2);
});

test("a role that Lambda cannot use yet is waited for", async () => {
  let count = 0;
  aws.fault = ({ operation }) => {
    if (operation === "Invoke") return denied;
    if (operation !== "CreateFunction" || ++count > 2) return null;
    const message = "The role defined for the function cannot be assumed by Lambda.";
    return { error: "InvalidParameterValueException", message };
  };
  const { report } = await execute("--wait", "1");
  expect(report.removed.filter(({ kind }) => kind === "function")).toHaveLength(3);
  expect(count).toBe(5);
});

describe("what a run made", () => {
  test("is removed after Ctrl-C", async () => {
    const existing = addOthers();
    on(["Invoke"], "hang");
    const child = start("--execute", "--format", "json");
    const run = ended(child);
    await untilAsked("Invoke");
    child.kill("SIGINT");
    const finished = await run;
    const report = reportOf(finished);
    expect([report.interrupted, finished.code]).toEqual([true, 3]);
    expect(verdictsOf(report)).toMatchObject({ alarms: "held", "lines-text": "unknown" });
    expect(report.claims.find(({ id }) => id === "lines-text")?.seen).toBe("the run was interrupted");
    expect(aws.things).toEqual(existing);
  });

  test("is removed by --clean after a crash, and nothing else is", async () => {
    const existing = addOthers();
    on(["Invoke"], "hang");
    const child = start("--execute");
    await untilAsked("Invoke");
    child.kill("SIGKILL");
    await once(child, "close");
    const left = aws.things.length - existing.length;
    expect(left).toBeGreaterThan(20);
    aws.fault = () => null;
    const { code, stdout } = await outcrop("--clean");
    // Versions of a layer go with it.
    expect([code, stdout]).toEqual([0, `${left} of ${left} things were removed.\n`]);
    expect(aws.things).toEqual(existing);
    expect((await outcrop("--clean")).stdout).toBe("0 of 0 things were removed.\n");
  });

  test("is named where it cannot be removed, and --clean finishes", async () => {
    on(["DeleteAlarms", "CreateRole"], denied);
    const { code, report } = await execute();
    const left = report.removed.filter(({ problem }) => problem !== null);
    expect(left.length).toBeGreaterThan(5);
    expect(left.every(({ kind, problem }) => kind === "alarm" && problem?.includes("AccessDenied"))).toBe(
      true,
    );
    expect(code).toBe(3);
    aws.fault = () => null;
    expect((await outcrop("--clean")).code).toBe(0);
    expect(aws.things).toEqual([]);
  });

  test("stays with --keep, until --clean", async () => {
    on(["CreateRole"], denied);
    const { report } = await execute("--keep");
    expect([report.kept, report.removed]).toEqual([true, []]);
    expect(aws.things.length).toBeGreaterThan(10);
    const { code, stdout } = await outcrop("--clean", "--format", "json");
    expect([code, JSON.parse(stdout).problems, aws.things]).toEqual([0, [], []]);
  });

  test("that --clean cannot list is said", async () => {
    on(["ListRoles"], denied);
    const { code, stdout } = await outcrop("--clean");
    expect(code).toBe(3);
    expect(stdout).toContain("not looked for: iam:ListRoles: AccessDenied");
  });
});

async function untilAsked(wanted: string): Promise<void> {
  while (!aws.asked.some(({ operation }) => operation === wanted))
    await new Promise((done) => setTimeout(done, 20));
}
