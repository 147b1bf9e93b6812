import { describe, expect, it } from "vitest";
import { readEmf } from "../../../cloudwatch/preview/emf.ts";

const directive = {
  Namespace: "X",
  Dimensions: [["f"], []],
  Metrics: [{ Name: "A" }, { Name: "B", Unit: "Milliseconds" }],
};
const document = {
  f: "orders",
  A: 3,
  B: [1, 2.5],
  _aws: { Timestamp: 1000, CloudWatchMetrics: [directive] },
};
const changed = (change: object) => ({
  ...document,
  _aws: { Timestamp: 1000, CloudWatchMetrics: [{ ...directive, ...change }] },
});

describe("an EMF document", () => {
  it("declares each metric with each of its dimension sets", () => {
    expect(readEmf(document)).toEqual({
      timestamp: 1000,
      metrics: [
        { namespace: "X", name: "A", unit: null, dimensionSets: [{ f: "orders" }, {}], values: [3] },
        {
          namespace: "X",
          name: "B",
          unit: "Milliseconds",
          dimensionSets: [{ f: "orders" }, {}],
          values: [1, 2.5],
        },
      ],
    });
  });

  it.each([{}, { _aws: {} }])("is not one without directives: %j", (object) =>
    expect(readEmf(object)).toBeNull(),
  );

  it("may hold 100 metrics, and no more", () => {
    const many = (count: number) =>
      changed({ Metrics: Array.from({ length: count }, () => ({ Name: "A" })) });
    expect(readEmf(many(100))?.metrics).toHaveLength(100);
    expect(() => readEmf(many(101))).toThrow("more than 100");
  });

  it.each<[string, Record<string, unknown>]>([
    ["_aws is not an object", { _aws: 5 }],
    ["is not a time in milli", { ...document, _aws: { ...document._aws, Timestamp: "now" } }],
    ["is not a time in milli", { ...document, _aws: { ...document._aws, Timestamp: 9e15 } }],
    ["CloudWatchMetrics is not a list", { ...document, _aws: { Timestamp: 1, CloudWatchMetrics: {} } }],
    ["a directive is not an object", { ...document, _aws: { Timestamp: 1, CloudWatchMetrics: [null] } }],
    ["Namespace is not a text", changed({ Namespace: "" })],
    ["Dimensions is empty", changed({ Dimensions: [] })],
    ["dimension g is not a text", changed({ Dimensions: [["g"]] })],
    ["dimension toString is not a text", changed({ Dimensions: [["toString"]] })],
    ["dimension A is not a text", changed({ Dimensions: [["A"]] })],
    ["more than 30", changed({ Dimensions: [Array.from({ length: 31 }, () => "f")] })],
    ["metric C is not a number", changed({ Metrics: [{ Name: "C" }] })],
    ["metric A is not a number", { ...document, A: "3" }],
    ["metric A is not a number", { ...document, A: Number.NaN }],
    ["metric B has more than 100 values", { ...document, B: Array.from({ length: 101 }, () => 1) }],
    ["metric f is not a number", changed({ Metrics: [{ Name: "f" }] })],
  ])("%s", (message, object) => expect(() => readEmf(object)).toThrow(message));
});
