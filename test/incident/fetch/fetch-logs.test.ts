import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { LogEvent, Problem } from "../../../core/telemetry/log-event.ts";
import { FetchError } from "../../../incident/fetch/fetch-error.ts";
import { type FetchOptions, type FetchProgress, fetchLogs } from "../../../incident/fetch/fetch-logs.ts";
import { saveEvents } from "../../../incident/fetch/save-events.ts";
import { readLogs } from "../../../incident/read/read-logs.ts";
import { Folders } from "../../support/layer-run.ts";
import { LogsService } from "./logs-service.ts";

const group = "/aws/lambda/orders";
const since = Date.UTC(2026, 10, 20, 3);
const until = since + 3_600_000;
const secret = "wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEYSECRET";
const token = "FwoGZXIvYXdzEXAMPLETOKENFwoGZXIvYXdzEXAMPLETOKEN";

const folders = new Folders();
let service: LogsService;

beforeAll(async () => {
  service = await LogsService.start();
  const settings = {
    AWS_ENDPOINT_URL: service.url,
    AWS_REGION: "eu-central-1",
    AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE",
    AWS_SECRET_ACCESS_KEY: secret,
    AWS_SESSION_TOKEN: token,
    AWS_CONFIG_FILE: "/dev/null",
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
    AWS_EC2_METADATA_DISABLED: "true",
  };
  for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
});

beforeEach(() => {
  service.asked.length = 0;
});

afterAll(() => {
  service.stop();
  folders.remove();
  vi.unstubAllEnvs();
});

const event = (
  number: number,
  logStreamName = "2026/11/20/[$LATEST]aaaa",
  message = `{"outcrop":"invocation","n":${number}}\n`,
) => ({
  logStreamName,
  timestamp: since + number * 1_000,
  message,
  ingestionTime: since + number * 1_000 + 7,
  eventId: String(number).padStart(56, "3"),
});

interface Fetched {
  readonly events: LogEvent[];
  readonly problems: Problem[];
  readonly progress: FetchProgress[];
  readonly error: string | null;
}

async function fetched(options: Partial<FetchOptions> = {}): Promise<Fetched> {
  const [events, problems, progress]: [LogEvent[], Problem[], FetchProgress[]] = [[], [], []];
  let error: string | null = null;
  try {
    const all = { logGroup: group, since, until, maxAttempts: 2, ...options };
    const batches = fetchLogs({
      ...all,
      onProblem: (one) => problems.push(one),
      onProgress: (one) => progress.push(one),
    });
    for await (const batch of batches) events.push(...batch);
  } catch (thrown) {
    error = `${(thrown as Error).name}: ${(thrown as Error).message}`;
  }
  const told = JSON.stringify({ problems, error });
  for (const hidden of [secret, token, "AKIAIOSFODNN7EXAMPLE"]) expect(told).not.toContain(hidden);
  return { events, problems, progress, error };
}

const numbers = (events: readonly LogEvent[]): unknown[] =>
  events.map(({ message }) => (JSON.parse(message) as { n: unknown }).n);

describe("pages", () => {
  it("are followed to the last, over empty ones", async () => {
    service.answer = ({ input }) => {
      if (input["nextToken"] === undefined) return { events: [event(1), event(2)], nextToken: "a" };
      if (input["nextToken"] === "a") return { events: [], nextToken: "b" };
      return input["nextToken"] === "b" ? { nextToken: "c" } : { events: [event(3)], searchedLogStreams: [] };
    };
    const { events, problems, progress, error } = await fetched();
    expect([error, problems]).toEqual([null, []]);
    expect(numbers(events)).toEqual([1, 2, 3]);
    expect(events[2]).toEqual({
      message: '{"outcrop":"invocation","n":3}',
      timestamp: since + 3_000,
      logGroup: group,
      logStream: "2026/11/20/[$LATEST]aaaa",
      eventId: "3".repeat(56),
      file: `cloudwatch:${group}`,
      line: 3,
    });
    expect(progress.map(({ pages, events: count, reached }) => [pages, count, reached])).toEqual([
      [1, 2, since + 2_000],
      [2, 2, since + 2_000],
      [3, 2, since + 2_000],
      [4, 3, since + 3_000],
    ]);
    const [first] = service.asked;
    expect(first?.operation).toBe("FilterLogEvents");
    expect(first?.input).toMatchObject({ logGroupName: group, startTime: since, endTime: until - 1 });
    expect(first?.input["filterPattern"]).toMatch(/^%outcrop\|.*%$/);
  });

  it("hold every event where that is asked for", async () => {
    service.answer = () => ({ events: [] });
    await fetched({ filterPattern: null });
    expect(service.asked[0]?.input).not.toHaveProperty("filterPattern");
  });

  it("that point at themselves end", async () => {
    service.answer = () => ({ events: [event(1)], nextToken: "again" });
    const { events, problems } = await fetched();
    expect(events).toHaveLength(1);
    expect(problems[0]?.message).toContain(
      "does not come from CloudWatch Logs; check AWS_ENDPOINT_URL; the events after 2026-11-20T03:00:01Z " +
        "are missing",
    );
  });

  it("of several groups follow one another, an ARN by its identifier", async () => {
    const arn = "arn:aws:logs:eu-central-1:123456789012:log-group:/shared";
    service.answer = ({ input }) => ({
      events: [event(1, "s", input["logGroupIdentifier"] === arn ? '{"n":"shared"}' : '{"n":"orders"}')],
    });
    const { events, progress } = await fetched({ logGroup: [group, `${arn}:*`] });
    expect(events.map(({ logGroup }) => logGroup)).toEqual([group, "/shared"]);
    expect(numbers(events)).toEqual(["orders", "shared"]);
    expect(progress.at(-1)).toMatchObject({ groups: 2, groupsDone: 1, events: 2 });
  });

  it("leave out other functions' streams, where they name them", async () => {
    const streams = [
      "2026/11/20/[$LATEST]aa",
      "2026/11/20/orders[$LATEST]bb",
      "2026/11/20/billing[3]cc",
      "own",
    ];
    service.answer = () => ({ events: streams.map((stream, index) => event(index, stream)) });
    const { events } = await fetched({ functionName: "orders" });
    expect(events.map(({ logStream }) => logStream)).toEqual([streams[0], streams[1], streams[3]]);
  });
});

describe("what goes wrong", () => {
  it("throttling passes", async () => {
    service.answer = (_, count) =>
      count === 1 ? { error: "ThrottlingException", message: "Rate exceeded" } : { events: [event(1)] };
    const { events, problems, error } = await fetched();
    expect([events.length, problems, error, service.asked.length]).toEqual([1, [], null, 2]);
  });

  it("throttling for ever keeps what came before, and says from when on something is missing", async () => {
    service.answer = ({ input }) =>
      input["nextToken"] === undefined
        ? { events: [event(5)], nextToken: "a" }
        : { error: "ThrottlingException", message: "Rate exceeded" };
    const { events, problems, error } = await fetched();
    expect([events.length, error]).toEqual([1, null]);
    expect(problems).toEqual([
      {
        file: `cloudwatch:${group}`,
        line: 2,
        message:
          "AWS throttles the requests; retry later, or fetch a shorter time; the events after " +
          "2026-11-20T03:00:05Z are missing, earlier ones are kept",
      },
    ]);
  });

  it.each([
    [
      "ExpiredTokenException",
      "The security token included in the request is expired",
      "the AWS credentials have expired; sign in again",
    ],
    [
      "UnrecognizedClientException",
      "The security token included in the request is invalid.",
      "AWS rejects the credentials",
    ],
    [
      "InvalidSignatureException",
      `The Canonical String should have been\nx-amz-security-token:${token}`,
      "AWS rejects the credentials",
    ],
    [
      "AccessDeniedException",
      "User: arn:aws:iam::1:user/x is not authorized",
      "do not allow logs:FilterLogEvents",
    ],
    [
      "InvalidParameterException",
      `Invalid filter pattern ${token} \u001b[31m`,
      "InvalidParameterException: Invalid filter pattern … \\u001b[31m",
    ],
  ])("%s before anything was fetched is an error", async (name, message, expected) => {
    service.answer = () => ({ error: name, message });
    const { events, error } = await fetched();
    expect(events).toEqual([]);
    expect(error).toContain(`FetchError: ${group}: `);
    expect(error).toContain(expected);
  });

  it("a group that there is not: the nearest names are told, and the other groups fetched", async () => {
    service.answer = ({ operation, input }) => {
      if (operation === "DescribeLogGroups") {
        return {
          logGroups: ["/aws/lambda/billing", "/aws/lambda/orders-eu", "/aws/lambda/orders", "/x/y"].map(
            (logGroupName) => ({
              logGroupName,
            }),
          ),
        };
      }
      return input["logGroupName"] === "/aws/lambda/order"
        ? { error: "ResourceNotFoundException", message: "none" }
        : { events: [event(1)] };
    };
    const alone = await fetched({ logGroup: "/aws/lambda/order" });
    expect(alone.error).toBe(
      "FetchError: there is no log group /aws/lambda/order; " +
        "did you mean /aws/lambda/orders, /aws/lambda/orders-eu, /aws/lambda/billing?",
    );
    const both = await fetched({ logGroup: ["/aws/lambda/order", group] });
    expect([both.events.length, both.error]).toEqual([1, null]);
    expect(both.problems.map(({ file, message }) => [file, message.slice(0, 40)])).toEqual([
      ["cloudwatch:/aws/lambda/order", "there is no log group /aws/lambda/order;"],
    ]);
  });

  it("names that may not be listed are not suggested", async () => {
    service.answer = ({ operation }) => ({
      error: operation === "FilterLogEvents" ? "ResourceNotFoundException" : "AccessDeniedException",
    });
    expect((await fetched()).error).toBe(
      `FetchError: there is no log group ${group}; check its name, the region and the account`,
    );
  });

  it.each([
    ["no JSON", "<html>proxy</html>"],
    ["half of it", '{"events":[{"message":"a'],
    ["no list of events", { events: "none" }],
  ])("an answer that is %s", async (_, answer) => {
    service.answer = () => answer;
    const { events, error } = await fetched();
    expect(events).toEqual([]);
    expect(error).toBe(
      `FetchError: ${group}: the response does not come from CloudWatch Logs; check AWS_ENDPOINT_URL`,
    );
  });

  it("events that are none are left out, once said", async () => {
    const bad = [null, 5, {}, { message: 7, timestamp: since }, { message: "m", timestamp: "soon" }];
    service.answer = () => ({ events: [event(1), ...bad, event(2)] });
    const { events, problems } = await fetched();
    expect(numbers(events)).toEqual([1, 2]);
    expect(events[1]?.line).toBe(7);
    expect(problems.map(({ message }) => message)).toEqual([
      "a response contains an event without a message and timestamp; such events are skipped",
    ]);
  });

  it("a service that cannot be reached", async () => {
    vi.stubEnv("AWS_ENDPOINT_URL", "http://127.0.0.1:1");
    const { error } = await fetched();
    vi.stubEnv("AWS_ENDPOINT_URL", service.url);
    expect(error).toContain("cannot be reached (ECONNREFUSED)");
  });

  it("a signal ends a request that hangs, and what came before stays", async () => {
    const controller = new AbortController();
    service.answer = ({ input }) => {
      if (input["nextToken"] === undefined) return { events: [event(1)], nextToken: "a" };
      controller.abort();
      return "hang";
    };
    const { events, problems, error } = await fetched({
      signal: controller.signal,
      logGroup: [group, "/never/asked"],
    });
    expect([events.length, error]).toEqual([1, null]);
    expect(problems.map(({ message }) => message)).toEqual([
      "stopped; the events after 2026-11-20T03:00:01Z are missing, earlier ones are kept",
    ]);
    expect(service.asked.some(({ input }) => input["logGroupName"] === "/never/asked")).toBe(false);
  });

  it("a signal loses no word of a group that failed before", async () => {
    const controller = new AbortController();
    service.answer = ({ input }) => {
      if (input["logGroupName"] === "/denied") return { error: "AccessDeniedException" };
      controller.abort();
      return "hang";
    };
    const { problems, error } = await fetched({ signal: controller.signal, logGroup: ["/denied", group] });
    expect(error).toBeNull();
    expect(problems.map(({ file, message }) => `${file} ${message}`)).toEqual([
      `cloudwatch:${group} stopped; its events are missing`,
      "cloudwatch:/denied /denied: the credentials do not allow logs:FilterLogEvents on the log group",
    ]);
  });

  it("the SDK is not there", async () => {
    const absent = Object.assign(new Error("Cannot find package"), { code: "ERR_MODULE_NOT_FOUND" });
    const { error } = await fetched({ loadSdk: () => Promise.reject(absent) });
    expect(error).toContain("npm install @aws-sdk/client-cloudwatch-logs");
  });
});

describe("what is saved", () => {
  it("reads back as it was fetched, place and all", async () => {
    service.answer = ({ input }) =>
      input["nextToken"] === undefined
        ? { events: [event(1), event(2, "s", 'a\ttext with \u2028, "quotes" and\nlines\n')], nextToken: "a" }
        : {
            events: input["nextToken"] === "a" ? [] : [event(3)],
            ...(input["nextToken"] === "a" && { nextToken: "b" }),
          };
    const folder = join(folders.make({}), "kept");
    const { events, error } = await fetched({ save: saveEvents(folder, new Date(until)) });
    expect(error).toBeNull();
    const names = readdirSync(folder).sort();
    expect(names).toEqual(
      ["000001", "000002"].map((number) => `aws-lambda-orders.20261120T040000000Z.${number}.json.gz`),
    );
    expect(names.map((name) => statSync(join(folder, name)).mode & 0o777)).toEqual([0o600, 0o600]);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    const document = JSON.parse(gunzipSync(readFileSync(join(folder, names[0] as string))).toString()) as {
      events: unknown[];
    };
    expect(document.events[0]).toEqual(event(1));
    const read: LogEvent[] = [];
    const onProblem = (problem: Problem): never => expect.fail(problem.message);
    for await (const batch of readLogs([folder], { onProblem })) read.push(...batch);
    expect(read).toEqual(events);
    expect(events).toHaveLength(3);
  });

  it("ends where the disk is full, and reading goes on", async () => {
    service.answer = ({ input }) => ({
      events: [event(input["nextToken"] === undefined ? 1 : 2)],
      ...(input["nextToken"] === undefined && { nextToken: "a" }),
    });
    let pages = 0;
    const save = () => {
      if (++pages > 1) throw new FetchError("cannot save to kept: ENOSPC");
      return { file: "kept/1", firstLine: 2 };
    };
    const { events, problems, error } = await fetched({ save });
    expect([events.map(({ file, line }) => `${file}:${line}`), error]).toEqual([
      ["kept/1:2", `cloudwatch:${group}:2`],
      null,
    ]);
    expect(problems.map(({ message }) => message)).toEqual([
      "cannot save to kept: ENOSPC; later events are read but not saved",
    ]);
  });

  it("says where it cannot be saved", async () => {
    const file = join(folders.make({ file: "" }), "file");
    writeFileSync(file, "");
    expect(() => saveEvents(join(file, "below"))).toThrow(
      /cannot save to .*ENOTDIR; --save needs a writable folder/,
    );
  });
});
