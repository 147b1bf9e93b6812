/** The saved queries about loaded copies. */
import { describe, expect, it } from "vitest";
import { ask, jobs, mails, of, orders2, ordersA, ordersB, shape, time } from "../asking.ts";
import type { Environment } from "../recorded.ts";

describe("what is loaded", () => {
  it("loaded-of-layers: each copy in a layer, the least used first", () => {
    const rows = ask("loaded-of-layers");
    expect(shape(rows, "package_name", "package_version", "functions", "environments", "place")).toEqual([
      ["a", "0.9.0", 1, 1, "/opt/nodejs/node_modules/a"],
      ["b", "5.0.0", 2, 4, ""],
    ]);
  });

  it("loaded-now: each copy of each function and version, where it was seen last", () => {
    const rows = ask("loaded-now");
    expect(
      shape(
        rows,
        "function_name",
        "function_version",
        "package_name",
        "package_version",
        "from_root",
        "environments",
        "newest_environment",
      ),
    ).toEqual([
      ["jobs", "$LATEST", "(runtime)", null, "runtime", 1, jobs.id],
      ["jobs", "$LATEST", "b", "5.0.0", "layer", 1, jobs.id],
      ["jobs", "$LATEST", "jobs", "1.0.0", "function", 1, jobs.id],
      ["mails", "$LATEST", "(runtime)", null, "runtime", 1, mails.id],
      ["mails", "$LATEST", "a", "0.9.0", "layer", 1, mails.id],
      ["mails", "$LATEST", "mails", "1.0.0", "function", 1, mails.id],
      ["orders", "2", "(runtime)", null, "runtime", 1, orders2.id],
      ["orders", "2", "a", "2.0.0", "function", 1, orders2.id],
      ["orders", "2", "b", "5.0.0", "layer", 1, orders2.id],
      ["orders", "2", "orders", "2.0.0", "function", 1, orders2.id],
      ["orders", "1", "(runtime)", null, "runtime", 2, ordersB.id],
      ["orders", "1", "a", "1.0.0", "function", 2, ordersB.id],
      ["orders", "1", "b", "5.0.0", "layer", 2, ordersB.id],
      ["orders", "1", "late", "1.0.0", "function", 1, ordersA.id],
      ["orders", "1", "orders", "1.0.0", "function", 2, ordersB.id],
    ]);
    expect(rows.map((row) => row["last_seen"])[13]).toBe(time(ordersA, "resolution", of("late")));
    // Of inventory lines a place that is not the usual, of resolution lines the path.
    const places = shape(rows, "package_name", "place");
    expect(places.slice(0, 9)).toEqual([
      ["(runtime)", "/var/runtime"],
      ["b", ""],
      ["jobs", "/var/task"],
      ["(runtime)", "/var/runtime"],
      ["a", "/opt/nodejs/node_modules/a"],
      ["mails", "/var/task"],
      ["(runtime)", "/var/runtime"],
      ["a", ""],
      ["b", ""],
    ]);
  });

  it("names the layer of each copy from one, of inventory and resolution lines", () => {
    const keys = ["package_name", "from_root", "from_layer"];
    const layers = new Set(
      shape(ask("loaded-now"), ...keys).map((row) => (row as readonly unknown[]).join(" ")),
    );
    expect([...layers].filter((row) => /layer|orders/.test(row)).sort()).toEqual([
      "a layer utils:7",
      "b layer utils:7",
      "orders function ",
    ]);
    const place = { LOG_GROUP: "/aws/lambda/orders" };
    expect(shape(ask("loaded-in-newest-environment", place), ...keys)).toContainEqual([
      "b",
      "layer",
      "utils:7",
    ]);
    const one = ask("loaded-in-environment", { ENVIRONMENT: mails.id });
    expect(shape(one, ...keys)).toContainEqual(["a", "layer", "utils:7"]);
    const loaders = ask("package-loaders", { PACKAGE: "a" });
    expect(shape(loaders, "from_layer").flat()).toEqual(["utils:7", "", ""]);
  });

  it("loaded-in-newest-environment: nothing that only older environments loaded, by version", () => {
    const rows = ask("loaded-in-newest-environment", { LOG_GROUP: "/aws/lambda/orders" });
    expect(
      shape(rows, "function_version", "package_name", "package_version", "from_root", "environment"),
    ).toEqual([
      ["2", "(runtime)", null, "runtime", orders2.id],
      ["2", "a", "2.0.0", "function", orders2.id],
      ["2", "b", "5.0.0", "layer", orders2.id],
      ["2", "orders", "2.0.0", "function", orders2.id],
      ["1", "(runtime)", null, "runtime", ordersB.id],
      ["1", "a", "1.0.0", "function", ordersB.id],
      ["1", "b", "5.0.0", "layer", ordersB.id],
      ["1", "orders", "1.0.0", "function", ordersB.id],
    ]);
  });

  it("loaded-in-environment: in the order they were seen, and who asked first", () => {
    const rows = ask("loaded-in-environment", { ENVIRONMENT: ordersA.id });
    const keys = ["package_name", "package_version", "from_root", "modules_loaded", "asked_how", "asked_by"];
    const own = "/var/task/index.js";
    expect(shape(rows, ...keys)).toEqual([
      ["(runtime)", null, "runtime", expect.stringMatching(/^[1-9]/), "import", ""],
      ["orders", "1.0.0", "function", "1", expect.any(String), "/var/runtime/index.mjs"],
      ["a", "1.0.0", "function", "1", "require", own],
      ["b", "5.0.0", "layer", "1", "require", own],
      ["late", "1.0.0", "function", "1", "require", own],
    ]);
    const older = ask("loaded-in-environment", { ENVIRONMENT: mails.id });
    expect(shape(older, ...keys)).toEqual([
      ["(runtime)", null, "runtime", expect.any(Number), "import", null],
      ["mails", "1.0.0", "function", 1, expect.any(String), "/var/runtime/index.mjs"],
      ["a", "0.9.0", "layer", 1, "require", own],
    ]);
  });

  it("package-loaders: every function, version and copy, and since when", () => {
    const at = (environment: Environment): unknown => time(environment, "resolution", of("a"));
    const keys = [
      "function_name",
      "function_version",
      "package_version",
      "from_root",
      "place",
      "first_seen",
      "last_seen",
      "environments",
      "importer",
    ];
    expect(shape(ask("package-loaders", { PACKAGE: "a" }), ...keys)).toEqual([
      [
        "mails",
        "$LATEST",
        "0.9.0",
        "layer",
        "/opt/nodejs/node_modules/a",
        at(mails),
        at(mails),
        1,
        "/var/task/index.js",
      ],
      ["orders", "2", "2.0.0", "function", "", at(orders2), at(orders2), 1, "/var/task/index.js"],
      ["orders", "1", "1.0.0", "function", "", at(ordersA), at(ordersB), 2, "/var/task/index.js"],
    ]);
    expect(ask("package-loaders", { PACKAGE: "absent" })).toEqual([]);
  });

  it("package-shadowed: where one copy hides another, and which", () => {
    const keys = [
      "function_name",
      "function_version",
      "winner_version",
      "winner_root",
      "loser_version",
      "loser_root",
      "severity",
      "environments",
    ];
    expect(shape(ask("package-shadowed", { PACKAGE: "a" }), ...keys)).toEqual([
      ["orders", "2", "2.0.0", "function", "0.9.0", "layer", "warning", 1],
      ["orders", "1", "1.0.0", "function", "0.9.0", "layer", "warning", 2],
    ]);
    expect(ask("package-shadowed", { PACKAGE: "b" })).toEqual([]);
  });
});
