import { describe, expect, it } from "vitest";
import type { Dimensions, Metric } from "../../../cloudwatch/metric-math/metric.ts";
import { parseSearch } from "../../../cloudwatch/metric-math/search-expression.ts";
import { findsMetric } from "../../../cloudwatch/metric-math/search-query.ts";

const metric = (namespace: string, name: string, dimensions: Dimensions): Metric => ({
  namespace,
  name,
  dimensions,
  unit: null,
  samples: [],
});

const orders = metric("Outcrop", "Shadowing", { function_name: "orders-api" });
const fleet = metric("Outcrop", "Shadowing", {});
const errors = metric("Outcrop", "ShadowingErrors", { function_name: "invoices" });
const lambda = metric("AWS/Lambda", "Errors", { FunctionName: "orders-api" });
const metrics = { orders, fleet, errors, lambda };

describe("a search", () => {
  it.each<[string, (keyof typeof metrics)[]]>([
    [`{Outcrop,"function_name"} MetricName="Shadowing"`, ["orders"]],
    // Exactly these dimensions.
    [`{Outcrop} MetricName="Shadowing"`, ["fleet"]],
    [`{Outcrop,"function_name"}`, ["orders", "errors"]],
    [
      `{Outcrop,"function_name"} (MetricName="Shadowing" OR MetricName="ShadowingErrors") AND FUNCTION`,
      ["orders", "errors"],
    ],
    [`{Outcrop,"function_name"} MetricName=("Shadowing" OR "ShadowingErrors")`, ["orders", "errors"]],
    // A word that no quotes enclose is one of the words of a name or value.
    [`{Outcrop,"function_name"} orders`, ["orders"]],
    [`{Outcrop,"function_name"} Shadowing`, ["orders", "errors"]],
    [`{Outcrop,"function_name"} order`, []],
    [`{Outcrop,"function_name"} NOT orders`, ["errors"]],
    [`{AWS/Lambda,FunctionName} MetricName="Errors" AND FUNCTION`, ["lambda"]],
    [`{Outcrop,"function_name"} function_name="orders"`, []],
    [`{Outcrop,"function_name"} function_name=orders`, ["orders"]],
  ])("%s", (query, found) => {
    const search = parseSearch(query);
    expect(
      Object.entries(metrics).flatMap(([name, each]) => (findsMetric(search, each) ? [name] : [])),
    ).toEqual(found);
  });
});
