/** Against the loader that napi-rs generated for @node-rs/crc32. */
import { join } from "node:path";
import { expect, test } from "vitest";
import { ourChoice, ourChoices, type Pretended, realChoice, treeOf } from "../../../support/real-loaders.ts";
import { type Folder, json } from "../../support/tree.ts";

const platform = (triple: string): Folder => ({
  [`node_modules/@node-rs/crc32-${triple}`]: {
    "package.json": json({ name: `@node-rs/crc32-${triple}`, main: `crc32.${triple}.node` }),
    [`crc32.${triple}.node`]: "",
  },
});
const local = (triple: string): Folder => ({ [`node_modules/@node-rs/crc32/crc32.${triple}.node`]: "" });

test.each<readonly [string, Folder, Pretended]>([
  ["the platform's package", platform("linux-x64-gnu"), {}],
  ["on arm64", { ...platform("linux-x64-gnu"), ...platform("linux-arm64-gnu") }, { arch: "arm64" }],
  ["a file next to the loader first", { ...platform("linux-x64-gnu"), ...local("linux-x64-gnu") }, {}],
  ["never another libc's", { ...platform("linux-x64-musl"), ...local("linux-x64-musl") }, {}],
  ["never another CPU's", platform("linux-arm64-gnu"), {}],
  [
    "the file that is set, alone",
    platform("linux-x64-gnu"),
    { env: { NAPI_RS_NATIVE_LIBRARY_PATH: process.execPath } },
  ],
  [
    "a file that is set and missing",
    platform("linux-x64-gnu"),
    { env: { NAPI_RS_NATIVE_LIBRARY_PATH: "/nowhere/x.node" } },
  ],
])("%s", (_, files, host) => {
  const directory = join(treeOf(files, ["@node-rs/crc32"]), "node_modules/@node-rs/crc32");
  const set = host.env?.["NAPI_RS_NATIVE_LIBRARY_PATH"];
  // What is set is loaded by `require`, which asks dlopen only for names that end in .node.
  expect(ourChoice(directory, host)).toEqual(
    set === process.execPath ? [set] : realChoice("napi-rs", directory, host),
  );
  expect(ourChoices(directory, host).every(({ use }) => use === "load")).toBe(true);
});

test("one that fails is passed over", () => {
  const directory = join(
    treeOf({ ...platform("linux-x64-gnu"), ...local("linux-x64-gnu") }, ["@node-rs/crc32"]),
    "node_modules/@node-rs/crc32",
  );
  const [choice] = ourChoices(directory);
  expect(choice?.fallsThrough).toBe(true);
  expect(choice?.files).toHaveLength(2);
});
