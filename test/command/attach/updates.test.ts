import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { exitCode } from "../../../command/attach/fleet-report.ts";
import { reportText } from "../../../command/attach/report.ts";
import { aws, everythingSaid, given, record, runAttach, runDetach, said, useAccount } from "./at-account.ts";
import { arnOf, type Fault } from "./fake-lambda.ts";
import { wrapper } from "./fleet.ts";

useAccount();

const writes = (): string[] =>
  aws.asked.map(({ operation }) => operation).filter((name) => /^(Publish|Update|Add|Put|Create)/.test(name));

describe("attaching", () => {
  test("publishes the layer once, chains, keeps, and is undone to the byte", async () => {
    const functions = given(
      { name: "bare" },
      { name: "chained", variables: { A: "1", AWS_LAMBDA_EXEC_WRAPPER: "/opt/otel-handler", B: "2" } },
      {
        name: "old",
        layers: [arnOf("outcrop", 1), arnOf("utils", 1)],
        variables: { AWS_LAMBDA_EXEC_WRAPPER: wrapper },
      },
    );
    aws.layers.set("outcrop", ["older"]);
    aws.layers.set("utils", ["utils"]);
    const before = functions.map((one) => JSON.stringify(one.kept));
    expect(exitCode(await runAttach("--all", "--execute"))).toBe(0);
    expect(aws.functions.get("bare")?.settings).toEqual({
      layers: [arnOf("outcrop", 2)],
      variables: { AWS_LAMBDA_EXEC_WRAPPER: wrapper },
    });
    expect(aws.functions.get("chained")?.settings.variables).toEqual({
      A: "1",
      AWS_LAMBDA_EXEC_WRAPPER: wrapper,
      B: "2",
      OUTCROP_EXEC_WRAPPER: "/opt/otel-handler",
    });
    expect(aws.functions.get("old")?.settings.layers).toEqual([arnOf("outcrop", 2), arnOf("utils", 1)]);
    expect(writes().filter((name) => name === "PublishLayerVersion")).toHaveLength(1);
    const count = writes().length;
    const again = await runAttach("--all", "--execute");
    expect(Object.values(said(again)).map(({ plan }) => plan)).toEqual(["none", "none", "none"]);
    expect(writes()).toHaveLength(count);
    for (let times = 0; times < 2; times++) {
      expect(exitCode(await runDetach("--all", "--execute"))).toBe(0);
      expect(functions.map((one) => JSON.stringify(one.kept))).toEqual(before);
    }
    expect(exitCode(await runDetach("old", "--no-record", "--execute"))).toBe(0);
    expect(aws.functions.get("old")?.settings).toEqual({ layers: [arnOf("utils", 1)], variables: {} });
  });

  test("with two versions one after the other goes back to before the first", async () => {
    const [orders] = given({ name: "orders", variables: { A: "1" } });
    aws.layers.set("outcrop", ["one", "two"]);
    const before = JSON.stringify(orders?.kept);
    for (const version of [1, 2])
      await runAttach("orders", "--layer-arn", arnOf("outcrop", version), "--execute");
    expect(orders?.settings.layers).toEqual([arnOf("outcrop", 2)]);
    await runDetach("orders", "--execute");
    expect(JSON.stringify(orders?.kept)).toBe(before);
  });

  test("puts back an update that Lambda cannot finish, and says so", async () => {
    const [orders] = given({ name: "orders", variables: { A: "1" } });
    const before = JSON.stringify(orders?.kept);
    let updates = 0;
    aws.fault = ({ operation }) =>
      operation === "UpdateFunctionConfiguration" && ++updates === 1 ? "fails" : null;
    const report = await runAttach("orders", "--execute");
    expect(exitCode(report)).toBe(1);
    expect(said(report)["orders"]?.why).toMatch(
      /could not finish the update: The service .*; it was put back/,
    );
    expect([JSON.stringify(orders?.kept), orders?.status]).toEqual([before, "Successful"]);
    expect(exitCode(await runAttach("orders", "--execute"))).toBe(0);
  });

  test.each<[string, Fault, RegExp]>([
    [
      "denied",
      { error: "AccessDeniedException", status: 403, message: "not authorized: lambda:GetLayerVersion" },
      /AccessDeniedException: not authorized: lambda:GetLayerVersion/,
    ],
    [
      "refused with every value in the message",
      {
        error: "InvalidParameterValueException",
        status: 400,
        message: 'exceeded the 4KB limit for hidden-value. String measured: {"A":"hidden-value"}',
      },
      /InvalidParameterValueException: exceeded the 4KB limit for ….$/,
    ],
    ["throttled for ever", { error: "TooManyRequestsException", status: 429 }, /was busy, 8 times/],
  ])("that is %s changes nothing and leaves no entry", async (_, fault, why) => {
    const [orders] = given({ name: "orders", variables: { A: "hidden-value" } });
    const before = JSON.stringify(orders?.kept);
    aws.fault = ({ operation }) => (operation === "UpdateFunctionConfiguration" ? fault : null);
    const report = await runAttach("orders", "--execute");
    expect(exitCode(report)).toBe(1);
    expect(said(report)["orders"]?.why).toMatch(why);
    expect(everythingSaid(report)).not.toContain("hidden-value");
    expect(JSON.parse(readFileSync(record, "utf8")).functions).toEqual({});
    expect(JSON.stringify(orders?.kept)).toBe(before);
  });

  test("does not take an update in progress for made: one of an ended run may still fail", async () => {
    const [orders] = given({ name: "orders", variables: { A: "1" } });
    const before = JSON.stringify(orders?.kept);
    // It is in progress for two reads.
    if (orders) orders.slowness = 2;
    const { RevisionId } = Object(orders?.read());
    aws.layers.set("outcrop", ["one"]);
    orders?.update(
      {
        RevisionId,
        Layers: [arnOf("outcrop", 1)],
        Environment: { Variables: { A: "1", AWS_LAMBDA_EXEC_WRAPPER: wrapper } },
      },
      true,
    );
    writeFileSync(
      record,
      JSON.stringify({
        outcrop: "attach-record",
        version: 1,
        functions: {
          [orders?.arn ?? ""]: {
            state: "changing",
            before: { layers: [], wrapper: null, chained: null },
            given: [arnOf("outcrop", 1)],
            chained: null,
          },
        },
      }),
    );
    const layer = ["--layer-arn", arnOf("outcrop", 1), "--execute"];
    const report = await runAttach("orders", ...layer);
    expect([exitCode(report), JSON.stringify(orders?.kept)]).toEqual([1, before]);
    expect(exitCode(await runAttach("orders", ...layer))).toBe(0);
    expect(orders?.settings.layers).toEqual([arnOf("outcrop", 1)]);
  });

  test("waits for an update of others, and plans again what they changed", async () => {
    const [orders] = given({ name: "orders" });
    let updates = 0;
    aws.fault = ({ operation }) => {
      if (operation !== "UpdateFunctionConfiguration") return null;
      if (++updates === 1) return { error: "ResourceConflictException", status: 409 };
      if (updates === 2) orders?.change({ variables: { THEIRS: "1" } });
      return null;
    };
    expect(exitCode(await runAttach("orders", "--execute"))).toBe(0);
    expect(updates).toBe(3);
    expect(orders?.settings.variables).toEqual({ THEIRS: "1", AWS_LAMBDA_EXEC_WRAPPER: wrapper });
    expect(exitCode(await runDetach("orders", "--execute"))).toBe(0);
    expect(orders?.settings).toEqual({ layers: [], variables: { THEIRS: "1" } });
  });

  test("ends where another run writes the same record, before anything is changed", async () => {
    given({ name: "orders" }, { name: "search" });
    writeFileSync(record, '{"outcrop":"attach-record","version":1,"functions":{}}');
    aws.fault = ({ operation }) => {
      if (operation === "ListAliases") writeFileSync(record, '{"outcrop":"attach-record","version":1}');
      return null;
    };
    const report = await runAttach("orders", "search", "--execute");
    expect([exitCode(report), report.ended]).toEqual([1, `another run writes the record ${record}`]);
    expect(aws.count("UpdateFunctionConfiguration")).toBe(0);
  });

  test("ends at expired credentials, and says that the rest was not begun", async () => {
    given(...Array.from({ length: 30 }, (_, index) => ({ name: `f${index}` })));
    let updates = 0;
    aws.fault = ({ operation }) =>
      operation === "UpdateFunctionConfiguration" && ++updates > 5
        ? { error: "ExpiredTokenException", status: 403 }
        : null;
    const report = await runAttach("--all", "--execute");
    expect(exitCode(report)).toBe(1);
    expect(report.ended).toMatch(/credentials have expired/);
    expect(reportText(report)).toMatch(/\d+ not begun/);
    aws.fault = () => null;
    expect(exitCode(await runAttach("--all", "--execute"))).toBe(0);
    expect([...aws.functions.values()].every(({ settings }) => settings.layers.length === 1)).toBe(true);
  });
});
