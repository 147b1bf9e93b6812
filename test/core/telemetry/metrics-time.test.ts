import fc from "fast-check";
import { expect, test } from "vitest";
import { metricsTime } from "../../../core/telemetry/metrics-time.ts";

test("is what the metrics' metadata says", () => {
  const at = 1_764_468_892_000;
  expect(metricsTime({ _aws: { Timestamp: at, CloudWatchMetrics: [] } })).toBe(at);
  expect(metricsTime({ timestamp: "2025-11-30T02:14:52.000Z", _aws: { Timestamp: 0 } })).toBe(0);
});

test.each([
  [{}],
  [{ Timestamp: 1 }],
  [{ _aws: null }],
  [{ _aws: 1 }],
  [{ _aws: '{"Timestamp":1}' }],
  [{ _aws: [] }],
  [{ _aws: [1] }],
  [{ _aws: {} }],
  [{ _aws: { timestamp: 1 } }],
  [{ _aws: { Timestamp: "1764468892000" } }],
  [{ _aws: { Timestamp: null } }],
  [{ _aws: { Timestamp: [1] } }],
  [{ _aws: { Timestamp: 1.5 } }],
  [{ _aws: { Timestamp: Number.NaN } }],
  [{ _aws: { Timestamp: 1e300 } }],
])("%j has none", (document) => expect(metricsTime(document)).toBeNull());

test("any document has a whole number or none", () => {
  fc.assert(
    fc.property(fc.record({ _aws: fc.record({ Timestamp: fc.jsonValue() }) }), (document) => {
      const at = metricsTime(document);
      const isWhole = Number.isSafeInteger(document._aws.Timestamp);
      expect(at).toBe(isWhole ? document._aws.Timestamp : null);
    }),
  );
});
