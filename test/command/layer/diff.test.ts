/** `outcrop layer diff` as a person calls it. */
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { zipSync } from "fflate";
import { afterAll, beforeAll, expect, it } from "vitest";
import { run as runHere } from "../../../command/layer.ts";
import { UsageError } from "../../../command/shared/usage.ts";
import { Folders, packageFiles } from "../../support/layer-run.ts";

const command = resolve("command/outcrop.ts");
const folders = new Folders();
afterAll(() => folders.remove());

function run(...parameters: readonly string[]) {
  return spawnSync(process.execPath, [command, "layer", ...parameters], { encoding: "utf8" });
}

let folder: string;
let zip: string;
beforeAll(() => {
  folder = folders.make({
    ...packageFiles("nodejs/node_modules", "zod", "3.24.4"),
    ...packageFiles("nodejs/node_modules", "dayjs", "1.11.12"),
  });
  zip = join(folders.make({}), "shop-utils.zip");
  const files = packageFiles("nodejs/node_modules", "zod", "4.0.0");
  const entries = Object.entries(files).map(([name, content]): [string, Uint8Array] => [
    name,
    Buffer.from(typeof content === "string" ? content : JSON.stringify(content)),
  ]);
  writeFileSync(zip, zipSync(Object.fromEntries(entries)));
});

it("compares a folder with a zip, and names the next version", () => {
  const { status, stdout, stderr } = run("diff", folder, zip, "--from-version", "1.4.2");
  expect([stderr, status]).toEqual(["", 0]);
  expect(stdout).toContain("shop-utils 1.4.2 to 2.0.0: a major step, for 2 reasons");
});

it("fails where it is asked to, and writes to a file", () => {
  const out = join(folders.make({}), "diff.json");
  const { status, stdout } = run("diff", folder, zip, "--fail-on", "major", "--format", "json", "--out", out);
  expect([stdout, status]).toEqual(["", 1]);
  expect(JSON.parse(readFileSync(out, "utf8"))).toMatchObject({
    step: "major",
    exit_code: 1,
    name: "shop-utils",
  });
});

it("counts what functions are not meant to import one step less", () => {
  const { stdout } = run("diff", folder, zip, "--public", "dayjs", "--format", "markdown");
  expect(stdout).toMatch(/^### 🔴 Layer shop-utils: a major step, for 1 reason\n/);
});

it.each([
  [[]],
  [["frobnicate"]],
  [["diff"]],
  [["diff", "one.zip"]],
  [["diff", ".", ".", "."]],
  [["diff", "no-such.zip", "."]],
  [["diff", ".", ".", "--fail-on", "error"]],
  [["diff", ".", ".", "--format", "sarif"]],
  [["diff", ".", ".", "--runtime", "python3.12"]],
  [["diff", ".", ".", "--from-version", "1.4"]],
  [["diff", ".", ".", "--name", "shop.utils"]],
])("is called wrongly: %j", async (parameters) => {
  await expect(runHere(parameters)).rejects.toThrow(UsageError);
});

it("names a layer that cannot be read", () => {
  const broken = join(folders.make({ "broken.zip": "no zip" }), "broken.zip");
  const { status, stderr } = run("diff", folder, broken);
  expect(stderr).toMatch(/^outcrop: .*broken\.zip: .+\n$/);
  expect(status).toBe(3);
});

it("names a package for functions that neither layer has", async () => {
  await expect(runHere(["diff", folder, zip, "--public", "zodd"])).rejects.toThrow(
    new UsageError("--public: neither layer has the package zodd"),
  );
});

it("does not judge a layer from another folder than its top", () => {
  const { status, stdout } = run("diff", join(folder, "nodejs"), zip, "--format", "json");
  const { unjudged, result, description } = JSON.parse(stdout);
  expect(unjudged).toEqual([
    `No runtime looks into the folders of the packages in ${join(folder, "nodejs")}. ` +
      "The layer's top folder is the one that Lambda puts at /opt.",
  ]);
  expect(result).toBe("Not judged as a whole (exit code 3), for 1 reason.");
  expect([status, description]).toEqual([3, null]);
});

it("does not judge a layer with a damaged file", () => {
  const entries = (text: string) =>
    zipSync({ "bin/data": [Buffer.from(text.repeat(500)), { level: 0 }], "bin/other": Buffer.from(text) });
  const damaged = Buffer.from(entries("x"));
  damaged[100] = 0;
  const place = folders.make({});
  writeFileSync(join(place, "good.zip"), entries("x"));
  writeFileSync(join(place, "bad.zip"), damaged);
  const { status, stdout } = run("diff", join(place, "good.zip"), join(place, "bad.zip"));
  expect(stdout).toMatch(/\/opt\/bin\/data cannot be read: .*bad\.zip/s);
  expect(status).toBe(3);
});

it("takes a name for Lambda from the file's, and packs a folder", () => {
  const place = join(folders.make({ "utils-1.4/bin/tool": "x" }), "utils-1.4");
  expect(run("diff", zip, place).stdout).toMatch(
    /^utils-1-4: .*\n {2}outcrop layer pack \S+utils-1\.4 --name utils-1-4 --out utils-1-4-major\.zip\n {2}aws /s,
  );
});
