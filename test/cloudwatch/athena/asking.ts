/** The log streams of a fleet, in each source of Athena, and what a test needs to ask about them. */
import { afterAll, beforeAll, expect } from "vitest";
import { athena } from "../../../cloudwatch/athena/dialect.ts";
import { type SourceName, sourceNames } from "../../../cloudwatch/athena/sources.ts";
import { type EmittedLine, Folders, ofType } from "../../support/layer-run.ts";
import { dayOf, fillBucket, hostile } from "./bucket.ts";
import { type Engine, openEngine } from "./engine.ts";
import { type Fleet, retired, runFleet, type Stream } from "./fleet.ts";

const folders = new Folders();

export const engines = new Map<SourceName, Engine>();

/** The same logs under the views for Athena. */
export const athenaEngines = new Map<SourceName, Engine>();

export let fleet: Fleet;

let streams: readonly Stream[];

export let longAgo: Stream;

/** The first day of the runs, and the one after the last. */
export let today: string;

export let afterwards: string;

export const functionCopy = "/var/task/node_modules/shared";

export const layerCopy = "/opt/nodejs/node_modules/shared";

beforeAll(async () => {
  fleet = await runFleet(folders);
  streams = [fleet.ordersFirst, fleet.ordersSecond, fleet.billing];
  const times = streams.flatMap(({ events }) => events.map(({ timestamp }) => timestamp));
  today = dayOf(Math.min(...times));
  afterwards = dayOf(Math.max(...times) + 86_400_000);
  longAgo = retired(ofType(fleet.ordersFirst.lines, "finding")[0] as EmittedLine);
  const noise = {
    ...fleet.billing,
    name: "2026/11/20/[$LATEST]dddd",
    events: hostile.map((message) => ({ timestamp: Math.min(...times), message })),
  };
  for (const source of sourceNames) {
    const bucket = folders.make({});
    fillBucket(source, bucket, [...streams, noise, longAgo]);
    engines.set(source, await openEngine(source, bucket));
    athenaEngines.set(source, await openEngine(source, bucket, athena));
  }
});

afterAll(() => {
  for (const engine of [...engines.values(), ...athenaEngines.values()]) engine.close();
  folders.remove();
});

export const emitted = (type: string, ...of: readonly Stream[]): EmittedLine[] =>
  ofType(
    (of.length > 0 ? of : streams).flatMap(({ lines }) => lines),
    type,
  );

/** The only one there is. */
export function only(
  type: string,
  of: Stream,
  where: (line: EmittedLine) => boolean = () => true,
): EmittedLine {
  const found = emitted(type, of).filter(where);
  expect(found).toHaveLength(1);
  return found[0] as EmittedLine;
}

export const isShared = (line: EmittedLine): boolean => line["package"] === "shared";
