import { expect, test } from "vitest";
import { EnvironmentWorld } from "../../../../core/findings/engine/environment-world.ts";
import { Inventory } from "../../../../core/findings/engine/inventory.ts";
import type { ResolutionRecord } from "../../../../core/journal/records.ts";
import { got } from "../../support/journal.ts";
import { MemoryFiles, pkg } from "../../support/tree.ts";

const module = (path: string): ResolutionRecord => got("/var/task/x.js", "a", path) as ResolutionRecord;

test("copies, links, totals and fingerprint", () => {
  const world = new EnvironmentWorld(
    new MemoryFiles({ layers: [{ "nodejs/node_modules/a": pkg("a", "1.0.0") }] }),
    { sysroot: "" },
    () => {},
  );
  const loaded = new Inventory(world, () => {});
  const empty = loaded.fingerprint();
  const ref = loaded.add(module("/opt/nodejs/node_modules/a/index.js"));
  if (ref === null) throw new Error("kept out");
  const one = loaded.fingerprint();
  expect(one).not.toBe(empty);
  loaded.add(module("/opt/nodejs/node_modules/a/b.js"));
  expect(loaded.fingerprint()).toBe(one);
  loaded.linked(ref, "/var/task/node_modules/a");
  loaded.linked(ref, "/var/task/other/a");
  expect(loaded.copyAt("/opt/nodejs/node_modules/a")).toMatchObject({
    version: "1.0.0",
    link: "/var/task/node_modules/a",
  });
  expect(loaded.copyAt("/gone")).toBeNull();
  expect(loaded.refOf("/opt/nodejs/node_modules/a/never-loaded.js").link).toBe("/var/task/node_modules/a");
  expect(loaded.totals).toEqual({ modules: 2, layerModules: 2, copies: 1 });
  expect([loaded.takeFresh().length, loaded.takeFresh().length]).toEqual([1, 0]);
});
