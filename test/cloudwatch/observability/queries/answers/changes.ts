/** The saved queries about differences between environments. */
import { describe, expect, it } from "vitest";
import { ask, jobs, mails, orders2, ordersA, ordersB, shape, told } from "../asking.ts";
import type { Environment } from "../recorded.ts";

describe("what changed", () => {
  it("fingerprints: one row for each set of copies, with an environment that had it", () => {
    const last = (one: Environment): unknown => told(one, "shutdown", "fingerprint").at(-1);
    const rows = shape(
      ask("fingerprints"),
      "function_name",
      "function_version",
      "last_fingerprint",
      "environments",
      "invocations",
      "example_environment",
    );
    expect(rows).toEqual([
      ["jobs", "$LATEST", last(jobs), 1, 1, jobs.id],
      ["mails", "$LATEST", last(mails), 1, 3, mails.id],
      ["orders", "2", last(orders2), 1, 1, orders2.id],
      ["orders", "1", last(ordersB), 1, 1, ordersB.id],
      ["orders", "1", last(ordersA), 1, 2, ordersA.id],
    ]);
    // The late package makes the one difference between the environments of version 1.
    expect(new Set(rows.map((row) => (row as unknown[])[2])).size).toBe(5);
    expect(told(ordersA, "invocation", "fingerprint")[0]).toBe(last(ordersB));
  });

  it("changed-copies: what only one of two environments has, and nothing where both loaded the same", () => {
    const between = (a: Environment, b: Environment): unknown[] =>
      shape(
        ask("changed-copies", { ENVIRONMENT_A: a.id, ENVIRONMENT_B: b.id }),
        "package_name",
        "package_version",
        "from_root",
        "only_in",
      );
    const changed = between(ordersB, orders2);
    expect(changed).toHaveLength(4);
    expect(changed).toEqual(
      expect.arrayContaining([
        ["a", "1.0.0", "function", ordersB.id],
        ["a", "2.0.0", "function", orders2.id],
        ["orders", "1.0.0", "function", ordersB.id],
        ["orders", "2.0.0", "function", orders2.id],
      ]),
    );
    expect(between(ordersA, ordersB)).toEqual([["late", "1.0.0", "function", ordersA.id]]);
    expect(between(mails, mails)).toHaveLength(3);
  });
});
