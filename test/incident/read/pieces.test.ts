/** However a file's bytes come, it gives the same events. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LogReader } from "../../../incident/read/log-reader.ts";
import { Problems } from "../../../incident/read/problems.ts";
import { type Reading, readBytes } from "./reading.ts";
import { shapes, type Written } from "./shapes.ts";

const requestId = "8f3a0b52-6f6e-4b0a-9c0e-0d9f5a1c2b3d";
const events = [
  '{"level":"INFO","message":"é","outcrop":"finding","schema":1}',
  `2026-11-20T10:00:00.123Z\t${requestId}\tERROR\tTypeError: ☃, "x"\n    at y (/var/task/index.js:1:1)`,
  '["one"] [2] {"a":1}',
].map(
  (message, index): Written => ({
    message,
    timestamp: 1763632800000 + index,
    logGroup: "/aws/lambda/orders",
    logStream: "2026/11/20/[$LATEST]ab",
    eventId: String(10n ** 40n + BigInt(index)),
  }),
);

describe.each(shapes)("$name", (shape) => {
  const bytes = shape.write(events);

  it("cut in two at any byte is the same", async () => {
    const whole = await readBytes(bytes);
    for (let cut = 1; cut < bytes.length; cut++)
      expect([cut, await readBytes(bytes, [cut])]).toEqual([cut, whole]);
  });

  it("in chunks of any size is the same", async () => {
    const whole = await readBytes(bytes);
    for (let size = 1; size < bytes.length; size += size < 40 ? 1 : 37) {
      const cuts = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) => index * size);
      expect([size, await readBytes(bytes, cuts)]).toEqual([size, whole]);
    }
  });
});

it("whoever gave the bytes may write over them", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...shapes.filter((shape) => shape.write(events)[0] !== 0x1f)),
      fc.integer({ min: 1, max: 300 }),
      (shape, size) => {
        const bytes = shape.write(events);
        expect(readOverwriting(bytes, size)).toEqual(readOverwriting(bytes, bytes.length));
      },
    ),
  );
});

/** Every chunk in the same buffer. */
function readOverwriting(bytes: Buffer, size: number): Reading {
  const reading: Reading = { events: [], problems: [] };
  const problems = new Problems("file", (problem) => reading.problems.push(problem));
  const reader = new LogReader({ file: "file", wanted: "all", problems });
  const buffer = Buffer.alloc(size);
  for (let at = 0; at < bytes.length; at += size) {
    const length = bytes.copy(buffer, 0, at, at + size);
    reading.events.push(...reader.push(buffer.subarray(0, length)));
    buffer.fill("}\n");
  }
  reading.events.push(...reader.end());
  problems.end();
  return reading;
}
