/** What other tools made of an incident's log is the same incident. */
import { describe, expect, it } from "vitest";
import type { LogEvent } from "../../../../core/telemetry/log-event.ts";
import { analyse } from "../../../../incident/analysis/analyse.ts";
import { buildIncident } from "../../../../incident/model/build.ts";
import { badEvents, goodEvents } from "../../../command/logs.ts";
import { type Reading, readBytes } from "../reading.ts";
import { shapes, type Written } from "../shapes.ts";
import { tellsSomething } from "../tells-something.ts";
import { awsCli } from "./aws-cli.ts";
import { collectors } from "./collectors.ts";
import { commandLine } from "./command-line.ts";
import { pasted } from "./pasted.ts";
import { search } from "./search.ts";
import { services } from "./services.ts";
import type { Tool } from "./tool.ts";
import { windows } from "./windows.ts";

const tools = [...awsCli, ...commandLine, ...pasted, ...windows, ...collectors, ...search, ...services];

/** Between the incident's lines, what a function says for itself. */
const chatter = [
  '{"level":"INFO","message":"order 7 is paid","timestamp":"2026-03-14T03:14:04.000Z","requestId":"r",' +
    '"items":["a","b"]}',
  '2026-03-14T03:14:04.000Z\tc1a571f8-db88-42c8-962e-000000000114\tINFO\tpaid, with "quotes" and a: b',
  "plain words",
];

const written: readonly Written[] = [...goodEvents(), ...badEvents()].flatMap((event, index) => {
  const common = {
    timestamp: event.timestamp,
    logGroup: "/aws/lambda/orders",
    logStream: event.logStreamName,
  };
  const own = {
    ...common,
    message: event.message.trimEnd(),
    eventId: String(10n ** 55n + BigInt(2 * index)),
  };
  const said = chatter[index % 17];
  return said === undefined
    ? [own]
    : [own, { ...common, message: said, eventId: String(10n ** 55n + BigInt(2 * index + 1)) }];
});

const bytesOf = (tool: Pick<Tool, "write">): Buffer => {
  const bytes = tool.write(written);
  return typeof bytes === "string" ? Buffer.from(bytes) : bytes;
};
const telling = ({ events }: Reading): LogEvent[] => events.filter(({ message }) => tellsSomething(message));
/** Tools indent documents again, and take the blanks at a line's end. */
const plainly = (message: string): unknown => {
  try {
    return JSON.parse(message);
  } catch {
    return message.trim();
  }
};

async function* batch(events: readonly LogEvent[]): AsyncGenerator<readonly LogEvent[]> {
  yield events;
}

async function answerOf({ events }: Reading) {
  const incident = await buildIncident(batch(events));
  const { answer, causes, errors } = analyse(incident);
  const { verdict, since, confidence, fix, summary, because } = answer;
  const { outcropLines, invocations, failed, reports } = incident.totals;
  return {
    verdict,
    since,
    confidence,
    fix,
    summary,
    because,
    causes: causes.map(({ code, package: name, severity }) => [code, name, severity]),
    errors: errors.map(({ error }) => [
      error.functionName,
      error.name,
      error.message,
      error.count,
      error.first,
    ]),
    totals: { outcropLines, invocations, failed, reports },
  };
}

const plainExport = shapes.find(({ name }) => name === "filter-log-events");

it("there are at least 40 of them, each named once and with the place that describes it", () => {
  expect(tools.length).toBeGreaterThanOrEqual(40);
  expect(new Set(tools.map(({ name }) => name)).size).toBe(tools.length);
  for (const { source } of tools) expect(URL.canParse(source)).toBe(true);
});

describe.each(tools)("$name", (tool) => {
  it("is the incident of the plain export, whether all events are read or the relevant ones", async () => {
    const plain = await readBytes(Buffer.from(plainExport?.write(written) ?? ""));
    const every = await readBytes(bytesOf(tool));
    const some = await readBytes(bytesOf(tool), [], "relevant");
    expect(every.problems).toEqual([]);
    expect(some.problems).toEqual([]);
    expect(telling(every).map(({ message }) => plainly(message))).toEqual(
      telling(plain).map(({ message }) => plainly(message)),
    );
    expect(telling(some)).toEqual(telling(every));
    expect(await answerOf(some)).toEqual(await answerOf(plain));
  });

  it("keeps times and streams where it names them", async () => {
    const read = telling(await readBytes(bytesOf(tool), [], "relevant"));
    const told = written.filter(({ message }) => tellsSomething(message));
    if (!tool.timeless)
      expect(read.map(({ timestamp }) => timestamp)).toEqual(told.map(({ timestamp }) => timestamp));
    expect(read.map(({ logStream }) => logStream)).toEqual(
      told.map(({ logStream }) => (tool.streamless ? null : logStream)),
    );
  });
});
