import { expect, test } from "vitest";
import { EnvironmentWorld } from "../../../../core/findings/engine/environment-world.ts";
import { addonsIn, choiceOf, isFile, maxNames, type Places } from "../../../../core/native/choice/loader.ts";
import { MemoryFiles } from "../../support/tree.ts";

const many = Object.fromEntries(Array.from({ length: maxNames + 50 }, (_, index) => [`${index}.node`, ""]));
const places: Places = new EnvironmentWorld(
  new MemoryFiles({ function: { "a.node": "", "b.js": "", "c.node": { "d.node": "" }, many } }),
  { sysroot: "" },
  () => {},
);

test("addons by their names, so many and no more", () => {
  expect(addonsIn("/var/task", places)).toEqual(["a.node", "c.node"]);
  expect(addonsIn("/var/task/many", places)).toHaveLength(maxNames);
  expect(addonsIn("/nowhere", places)).toEqual([]);
});

test("a choice holds files that are there, each once", () => {
  expect(isFile("/var/task/c.node", places)).toBe(false);
  expect(
    choiceOf(
      ["/var/task/x.node", "/var/task/a.node", null, "/var/task/a.node", "/var/task/c.node"],
      true,
      "load",
      places,
    ),
  ).toEqual([{ files: ["/var/task/a.node"], fallsThrough: true, use: "load" }]);
  expect(choiceOf(["/var/task/x.node"], false, "run", places)).toEqual([]);
});
