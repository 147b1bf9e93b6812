import { expect, test } from "vitest";
import { candidateFolders, inTwoEntries, parseNodePath } from "../../../core/layout/candidates.ts";

test("parents first, without node_modules in node_modules, then NODE_PATH", () => {
  expect(candidateFolders("/opt/nodejs/node_modules/a", ["/opt/nodejs/node_modules", "/var/task"])).toEqual([
    "/opt/nodejs/node_modules/a/node_modules",
    "/opt/nodejs/node_modules",
    "/opt/node_modules",
    "/node_modules",
    "/var/task",
  ]);
});

test("the levels are bounded", () => expect(candidateFolders("/a".repeat(1_000), []).length).toBe(40));

test.each([
  ["", []],
  [":/a/:b:/a:/c//", ["/a", "/c"]],
  ["/", ["/"]],
])("NODE_PATH %j", (value, folders) => expect(parseNodePath(value)).toEqual(folders));

test("a long NODE_PATH is cut", () =>
  expect(parseNodePath(Array.from({ length: 500 }, (_, index) => `/${index}`).join(":")).length).toBe(64));

test.each([
  ["/opt/nodejs/node22/node_modules/a", "/opt/nodejs/node_modules/a", true],
  ["/opt/nodejs/node_modules/a", "/opt/nodejs/node_modules/b/node_modules/a", false],
  ["/opt/nodejs/node_modules/a", "/var/task/a", false],
])("%s and %s in two entries: %s", (left, right, apart) => {
  expect(inTwoEntries(left, right, ["/opt/nodejs/node22/node_modules", "/opt/nodejs/node_modules"])).toBe(
    apart,
  );
});
