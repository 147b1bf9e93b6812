/** `outcrop dashboard --body`, with the real SDK asking an imitation of CloudWatch Logs on this machine. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { run } from "../../command/dashboard.ts";
import { UsageError } from "../../command/shared/usage.ts";
import { bodyProblems } from "../cloudwatch/observability/dashboard/problems/problems.ts";
import { known } from "../cloudwatch/observability/dashboard/scope.ts";
import { LogsService } from "../incident/fetch/logs-service.ts";

let service: LogsService;
let folder: string;

beforeAll(async () => {
  service = await LogsService.start();
  folder = mkdtempSync(join(tmpdir(), "outcrop-body-"));
});
afterAll(() => {
  service.stop();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  service.asked.length = 0;
  vi.stubEnv("AWS_ENDPOINT_URL", service.url);
  vi.stubEnv("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "secret");
  vi.stubEnv("AWS_REGION", "eu-central-1");
});
afterEach(() => vi.unstubAllEnvs());

interface Body {
  readonly widgets: readonly {
    readonly type: string;
    readonly properties: Readonly<Record<string, unknown>>;
  }[];
}

async function written(...parameters: readonly string[]): Promise<Body> {
  const file = join(folder, "body.json");
  expect(await run(["--body", ...parameters, "--out", file])).toBe(0);
  return JSON.parse(readFileSync(file, "utf8")) as Body;
}

const queriesOf = ({ widgets }: Body): string[] =>
  widgets.flatMap(({ type, properties }) => (type === "log" ? [String(properties["query"])] : []));

const groups = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ logGroupName: `/aws/lambda/app-${at}` }));

describe("outcrop dashboard --body", () => {
  it("names each log group in each query, and asks no one", async () => {
    const alarm = "arn:aws:cloudwatch:eu-central-1:123456789012:alarm:outcrop-architecture";
    const body = await written("--log-group", "/a/b", "--log-group", "/c", "--alarm", alarm);
    expect(bodyProblems(body, { ...known, ruleNames: new Set() })).toEqual([]);
    expect(queriesOf(body)).toHaveLength(3);
    for (const query of queriesOf(body))
      expect(query).toMatch(/^SOURCE '\/a\/b' \| SOURCE '\/c'\n\| filter /);
    expect(JSON.stringify(body)).not.toContain("logGroupPrefix");
    expect(body.widgets.find(({ type }) => type === "alarm")?.properties["alarms"]).toEqual([alarm]);
    expect(service.asked).toEqual([]);
  });

  it("asks for the groups of a prefix, page after page", async () => {
    const pages = [
      { logGroups: groups(2), nextToken: "more" },
      { logGroups: [{ logGroupName: "/aws/lambda/app-last" }, {}, null] },
    ];
    service.answer = (_, count) => pages[count - 1] ?? {};
    const [query = ""] = queriesOf(await written("--log-group-prefix", "/aws/lambda/app-"));
    expect(query.split("\n")[0]).toBe(
      "SOURCE '/aws/lambda/app-0' | SOURCE '/aws/lambda/app-1' | SOURCE '/aws/lambda/app-last'",
    );
    expect(
      service.asked.map(({ operation, input }) => [
        operation,
        input["logGroupNamePrefix"],
        input["logGroupClass"],
      ]),
    ).toEqual([1, 2].map(() => ["DescribeLogGroups", "/aws/lambda/app-", "STANDARD"]));
  });

  it("takes 50 log groups and says what to do with more", async () => {
    service.answer = () => ({ logGroups: groups(50) });
    expect(queriesOf(await written("--log-group-prefix", "/aws"))[0]?.match(/SOURCE/g)).toHaveLength(50);
    const called = run(["--body", "--log-group-prefix", "/aws", "--log-group", "/other", "--out", "-"]);
    await expect(called).rejects.toThrow(/at most 50 log groups .*FunctionNamePrefix/s);
    await expect(called).rejects.toBeInstanceOf(UsageError);
  });

  it("ends where AWS repeats itself", async () => {
    service.answer = () => ({ logGroups: [], nextToken: "again" });
    await expect(run(["--body", "--log-group-prefix", "/x", "--out", "-"])).rejects.toThrow(
      "no log group of the Standard class in eu-central-1 starts with /x",
    );
    expect(service.asked.length).toBeLessThan(5);
  });

  it("says which permission is missing", async () => {
    service.answer = () => ({ error: "AccessDeniedException" });
    await expect(run(["--body", "--log-group-prefix", "/x", "--out", "-"])).rejects.toThrow(
      "--log-group-prefix /x: the credentials do not allow logs:DescribeLogGroups",
    );
  });

  it("does not write a name from AWS that would end the query's text", async () => {
    service.answer = () => ({ logGroups: [{ logGroupName: "/x' | SOURCE '/y" }] });
    await expect(run(["--body", "--log-group-prefix", "/x", "--out", "-"])).rejects.toThrow(
      "is not the name of a log group",
    );
  });

  it("writes the console's address of the region's partition", async () => {
    const addressIn = async (region: string) =>
      /https:[^)]*#/.exec(JSON.stringify(await written("--log-group", "/a", "--region", region)))?.[0];
    expect(await addressIn("cn-north-1")).toBe(
      "https://console.amazonaws.cn/cloudwatch/home?region=cn-north-1#",
    );
    expect(await addressIn("us-gov-west-1")).toBe(
      "https://console.amazonaws-us-gov.com/cloudwatch/home?region=us-gov-west-1#",
    );
  });

  it.each([
    [["--body"], "--body needs --log-group"],
    [["--body", "--log-group", "a b"], "a b is not the name of a log group"],
    [["--body", "--log-group", "/a", "--region", "mars"], "--body needs the region"],
    [["--body", "--log-group", "/a", "--alarm", "outcrop"], "--alarm must be the ARN of an alarm"],
    [["--body", "--log-group", "/a", "logs.json"], "--body takes no files"],
  ])("is called wrongly: %j", async (parameters, message) => {
    const called = run(parameters);
    await expect(called).rejects.toThrow(message);
    await expect(called).rejects.toBeInstanceOf(UsageError);
  });
});
