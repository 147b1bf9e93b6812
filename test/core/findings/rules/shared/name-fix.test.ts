import { expect, test } from "vitest";
import { fixOf } from "../../../../../core/findings/finding.ts";
import { nameFix } from "../../../../../core/findings/rules/shared/name-fix.ts";
import { failed, findingsOf } from "../../../support/journal.ts";
import { pkg, type Tree } from "../../../support/tree.ts";

const own = "/var/task/index.js";
const ofPackage = "/var/task/node_modules/p/index.js";
const tree: Tree = {
  function: {
    ...pkg("im", "1.0.0", { exports: { ".": "./index.js" } }),
    "node_modules/p": pkg("p", "1.0.0", { exports: { ".": "./index.js" } }),
  },
};

const fixFor = (importer: string, specifier: string, code: string): readonly string[] =>
  findingsOf("unresolved-module", tree, [failed(importer, specifier, code)]).map(fixOf);

test.each([
  [own, "node:nope", "ERR_UNKNOWN_BUILTIN_MODULE", "Correct the name node:nope: this Node has no such"],
  [
    own,
    "fs/promisez",
    "MODULE_NOT_FOUND",
    "Correct the name fs/promisez: of Node's built-in module fs there is fs/promises.",
  ],
  [own, "path/linux", "MODULE_NOT_FOUND", "there is path/posix and path/win32."],
  [
    own,
    "im/lib",
    "ERR_PACKAGE_PATH_NOT_EXPORTED",
    'Add "./lib" to the "exports" of /var/task/package.json, or ask for the file by its relative path.',
  ],
  [own, "im/lib", "MODULE_NOT_FOUND", "Ask for the file of im by its relative path"],
  [
    own,
    "#y",
    "ERR_PACKAGE_IMPORT_NOT_DEFINED",
    'Add "#y" to the "imports" of /var/task/package.json, or correct the name.',
  ],
  [own, "#y", "MODULE_NOT_FOUND", 'Pack the file that the "imports" of /var/task/package.json name for "#y"'],
])("%s asks for %s and gets %s", (importer, specifier, code, fix) => {
  expect(fixFor(importer, specifier, code)).toEqual([expect.stringContaining(fix)]);
});

test.each([
  [own, "x", "MODULE_NOT_FOUND"],
  [own, "./x", "MODULE_NOT_FOUND"],
  // The package of this name, which is not Node's.
  [own, "buffer/", "MODULE_NOT_FOUND"],
  [own, "fs", "MODULE_NOT_FOUND"],
  [ofPackage, "node:future", "ERR_UNKNOWN_BUILTIN_MODULE"],
])("says nothing of %s that asks for %s", (importer, specifier, code) => {
  const [found] = findingsOf("unresolved-module", tree, [failed(importer, specifier, code)]);
  expect(found).toBeDefined();
  if (found?.code === "unresolved-module") expect(nameFix(found.importer, found.evidence)).toBeNull();
});
