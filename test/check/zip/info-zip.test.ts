/** The zip that `zip` makes of real packages unpacks to what `unzip` makes of it. */
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { unpack } from "../../../sandbox/roots/unpack.ts";
import { folder } from "../../sandbox/folders.ts";
import { treeOf } from "./tree.ts";

it("unpacks what zip packed as unzip does", async () => {
  const base = folder({ "packed/bin/tool": { text: "#!/bin/sh\n", mode: 0o755 } });
  const packed = join(base, "packed");
  for (const name of ["semver", "yauzl", "pend"]) {
    cpSync(`node_modules/${name}`, join(packed, "nodejs/node_modules", name), { recursive: true });
  }
  mkdirSync(join(packed, "nodejs/node_modules/.bin"));
  symlinkSync("../semver/bin/semver.js", join(packed, "nodejs/node_modules/.bin/semver"));
  symlinkSync("/opt/bin/tool", join(packed, "tool"));
  const zip = join(base, "layer.zip");
  expect(spawnSync("zip", ["-qry", zip, "."], { cwd: packed }).status).toBe(0);
  expect(spawnSync("unzip", ["-q", zip, "-d", join(base, "unzipped")]).status).toBe(0);
  await unpack(zip, join(base, "unpacked"));
  const unpacked = treeOf(join(base, "unpacked"));
  expect(unpacked).toEqual(treeOf(join(base, "unzipped")));
  expect(unpacked).toEqual(treeOf(packed));
  expect(Object.values(unpacked).filter((node) => node.startsWith("link "))).toHaveLength(2);
});
