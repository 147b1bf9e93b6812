import { describe, expect, it } from "vitest";
import { event, fetched, group, numbers, service, since, until, useService } from "./fetching.ts";

useService();

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
