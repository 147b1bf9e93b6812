import { expect, test } from "vitest";
import { nearMissFix, nearMissPhrase } from "../../../../../core/findings/rules/shared/near-miss-texts.ts";

test("near misses", () => {
  expect(nearMissPhrase({ kind: "condition-missing", path: "/p", subpath: "", conditions: [] })).toBe(
    "/p exists, but offers the package itself only for: other conditions.",
  );
  expect(nearMissPhrase({ kind: "not-exported", path: "/p", subpath: "x", exported: [".", "./y"] })).toBe(
    '/p exists, but its "exports" do not offer "./x"; they offer ., ./y.',
  );
  expect(nearMissPhrase({ kind: "out-of-reach", path: "/p", root: "function" })).toBe(
    "It is at /p in the function, where Node does not look for this importer.",
  );
});

test("the layer is named where it is known", () => {
  const asked = { how: "require", specifier: "a" } as const;
  const miss = {
    kind: "wrong-layer-folder",
    path: "/opt/a",
    expected: "/opt/nodejs/node_modules/a",
  } as const;
  const named = { ...miss, layer: "utils:7" };
  expect([nearMissPhrase(miss), nearMissPhrase(named)]).toEqual([
    "It is at /opt/a, where Node does not look; in a layer it must be at /opt/nodejs/node_modules/a.",
    "It is at /opt/a in the layer utils:7, where Node does not look; in a layer it must be at " +
      "/opt/nodejs/node_modules/a.",
  ]);
  expect([nearMissFix(miss, "a", asked), nearMissFix(named, "a", asked)]).toEqual([
    "Pack the layer so that the package is at nodejs/node_modules/a in its zip.",
    "Pack the layer utils:7 so that the package is at nodejs/node_modules/a in its zip.",
  ]);
  const reach = { kind: "out-of-reach", path: "/opt/nodejs/node_modules/a", root: "layer" } as const;
  expect(nearMissPhrase({ ...reach, layer: "utils:7" })).toBe(
    "It is at /opt/nodejs/node_modules/a in the layer utils:7, where Node does not look for this importer.",
  );
});

test("the fix for a file under another name is the specifier that finds it", () => {
  const asked = { how: "require", specifier: "./Lib" } as const;
  expect(nearMissFix({ kind: "letter-case", path: "/var/task/lib.js" }, "a", asked)).toBe(
    'Ask for "./lib.js".',
  );
});
