/** What the reader leaves out as irrelevant is nothing to an incident. */
import { describe, expect, it } from "vitest";
import type { LogEvent } from "../../../core/telemetry/log-event.ts";
import { buildIncident } from "../../../incident/model/build.ts";
import { fleetEvents, type LogFormat } from "../../bench/incident/fleet.ts";
import { readBytes } from "./reading.ts";
import { shapes, type Written } from "./shapes.ts";

/** A part of it: in the beginning all environments start. */
const first = 9_000;
const count = 3_000;
/** With a failure in this part. */
const seed = 2;
const formats: readonly LogFormat[] = ["json", "text"];

function written(format: LogFormat): Written[] {
  const events: Written[] = [];
  let number = 0;
  for (const event of fleetEvents(format, seed)) {
    number++;
    if (number > first)
      events.push({ ...event, logGroup: "/aws/lambda/orders", eventId: String(10n ** 40n + BigInt(number)) });
    if (events.length === count) break;
  }
  return events;
}

async function* batch(events: readonly LogEvent[]): AsyncGenerator<readonly LogEvent[]> {
  yield events;
}

describe.each(formats)("a fleet's log in the %s format", (format) => {
  const events = written(format);

  it.each(shapes)(
    "is one incident as $name, whether all events are read or the relevant ones",
    async (shape) => {
      const bytes = shape.write(events);
      const all = await readBytes(bytes);
      const relevant = await readBytes(bytes, [], "relevant");
      expect(relevant.problems).toEqual(all.problems);
      expect(relevant.events.length).toBeLessThan(all.events.length);
      const incident = await buildIncident(batch(relevant.events));
      expect(incident).toEqual(await buildIncident(batch(all.events)));
      expect(incident.totals.failed).toBeGreaterThan(0);
    },
  );
});
