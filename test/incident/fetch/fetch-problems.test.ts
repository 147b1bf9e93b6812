import { describe, expect, it, vi } from "vitest";
import { event, fetched, group, numbers, service, since, token, useService } from "./fetching.ts";

useService();

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

  it("a missing group: the nearest names are given, and the other groups fetched", async () => {
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

  it("invalid events are left out, and reported once", async () => {
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
