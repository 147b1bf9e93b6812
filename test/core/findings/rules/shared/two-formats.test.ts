import { expect, test } from "vitest";
import { entryPhrase } from "../../../../../core/findings/rules/shared/two-formats.ts";
import type { CopyRef } from "../../../../../core/layout/copy-ref.ts";

const path = "/var/task/node_modules/a";
const copy: CopyRef = { package: "a", version: "1.0.0", root: "function", path };
const entry = { path: `${path}/lib/x.js`, how: "import", specifier: "a/lib/x.js", asker: null } as const;

test("who entered a copy, and by which file", () => {
  expect(entryPhrase({ ...entry, importer: "/var/task/i.mjs" }, copy)).toBe(
    "lib/x.js, imported by /var/task/i.mjs",
  );
  expect(entryPhrase({ ...entry, how: "preloaded", importer: null }, copy)).toBe(
    "lib/x.js, loaded before the function",
  );
});
