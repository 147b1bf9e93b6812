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

test("the fix for a file under another name is the specifier that finds it", () => {
  const asked = { how: "require", specifier: "./Lib" } as const;
  expect(nearMissFix({ kind: "letter-case", path: "/var/task/lib.js" }, "a", asked)).toBe(
    'Ask for "./lib.js".',
  );
});
