import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { attached } from "../../../command/attach/attached.ts";
import { detached } from "../../../command/attach/detached.ts";
import { earlierOf, type RecordEntry } from "../../../command/attach/record.ts";
import { hasOutcrop, type Settings } from "../../../command/attach/settings.ts";

const arn = (name: string, version: number): string =>
  `arn:aws:lambda:eu-central-1:111122223333:layer:${name}:${version}`;
const layer = { arn: arn("outcrop", 9), name: "outcrop" };
const ours = "/opt/outcrop-wrapper";

const names = ["A", "B", "AWS_LAMBDA_EXEC_WRAPPER", "OUTCROP_EXEC_WRAPPER", "OUTCROP_PORT"];
const values = fc.constantFrom("", "1", ours, "/opt/otel-handler", "/opt/datadog_wrapper");
const anySettings = fc.record({
  layers: fc.uniqueArray(
    fc.constantFrom(arn("a", 1), arn("b", 2), arn("outcrop-tools", 1), arn("outcrop", 3)),
  ),
  variables: fc
    .uniqueArray(fc.tuple(fc.constantFrom(...names), values), { selector: ([name]) => name })
    .map((entries): Record<string, string> => Object.fromEntries(entries)),
});

function recordOf(before: Settings, after: Settings): RecordEntry {
  const chained = after.variables["OUTCROP_EXEC_WRAPPER"] ?? null;
  return { state: "attached", before: earlierOf(before), given: [layer.arn], chained };
}

describe("attaching, then detaching with the record", () => {
  test("gives back every byte, and both can be repeated", () => {
    fc.assert(
      fc.property(anySettings, (before) => {
        const after = attached(before, layer);
        expect(after.layers).toContain(layer.arn);
        expect(after.variables["AWS_LAMBDA_EXEC_WRAPPER"]).toBe(ours);
        expect(attached(after, layer)).toEqual(after);
        const entry = recordOf(before, after);
        expect(JSON.stringify(detached(after, "outcrop", entry))).toBe(JSON.stringify(before));
      }),
    );
  });

  test("keeps what others changed since", () => {
    fc.assert(
      fc.property(anySettings, fc.nat(5), (before, place) => {
        const after = attached(before, layer);
        const layers = [...after.layers];
        layers.splice(place, 0, arn("theirs", 1));
        const changed = { layers, variables: { ...after.variables, THEIRS: "1" } };
        const now = detached(changed, "outcrop", recordOf(before, after));
        expect(now.layers.filter((one) => one !== arn("theirs", 1)).sort()).toEqual(
          [...before.layers].sort(),
        );
        expect(now.layers).toContain(arn("theirs", 1));
        expect(now.variables).toEqual({ ...before.variables, THEIRS: "1" });
      }),
    );
  });
});

describe("detaching", () => {
  const chain = { AWS_LAMBDA_EXEC_WRAPPER: ours, OUTCROP_EXEC_WRAPPER: "/opt/otel-handler" };

  test("without a record takes every version and variable, and gives the chained wrapper back", () => {
    fc.assert(
      fc.property(anySettings, (before) => {
        const now = detached(attached(before, layer), "outcrop", null);
        expect(hasOutcrop(now, "outcrop")).toBe(now.variables["AWS_LAMBDA_EXEC_WRAPPER"] === ours);
        expect(Object.keys(now.variables).filter((name) => name.startsWith("OUTCROP_"))).toEqual([]);
      }),
    );
    const variables = { ...chain, OUTCROP_PORT: "7", A: "1" };
    expect(detached({ layers: [arn("outcrop", 2), arn("a", 1)], variables }, "outcrop", null)).toEqual({
      layers: [arn("a", 1)],
      variables: { AWS_LAMBDA_EXEC_WRAPPER: "/opt/otel-handler", A: "1" },
    });
  });

  test("leaves a wrapper that someone set since, and gives on a chain that someone changed", () => {
    const before: Settings = { layers: [], variables: { AWS_LAMBDA_EXEC_WRAPPER: "/opt/otel-handler" } };
    const entry = recordOf(before, attached(before, layer));
    const theirs = { AWS_LAMBDA_EXEC_WRAPPER: "/opt/theirs", OUTCROP_EXEC_WRAPPER: "/opt/otel-handler" };
    expect(detached({ layers: [layer.arn], variables: theirs }, "outcrop", entry)).toEqual({
      layers: [],
      variables: { AWS_LAMBDA_EXEC_WRAPPER: "/opt/theirs" },
    });
    const rechained = { ...chain, OUTCROP_EXEC_WRAPPER: "/opt/theirs" };
    expect(detached({ layers: [layer.arn], variables: rechained }, "outcrop", entry)).toEqual({
      layers: [],
      variables: { AWS_LAMBDA_EXEC_WRAPPER: "/opt/theirs" },
    });
  });

  test("does not put a layer back that a deployment took away", () => {
    const before: Settings = { layers: [arn("outcrop", 3), arn("a", 1)], variables: {} };
    const entry = recordOf(before, attached(before, layer));
    const deployed = { layers: [arn("a", 1)], variables: { AWS_LAMBDA_EXEC_WRAPPER: ours } };
    expect(detached(deployed, "outcrop", entry)).toEqual({ layers: [arn("a", 1)], variables: {} });
  });
});
