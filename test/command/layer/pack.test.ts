/** `outcrop layer pack` as a person calls it, and what reads the zip. */
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { zipSync } from "fflate";
import { beforeEach, describe, expect, it } from "vitest";
import { folderTree } from "../../../check/lambda/folder-tree.ts";
import { openTree } from "../../../check/lambda/open-tree.ts";
import { layerContent } from "../../../check/lock/layer-content.ts";
import { lockLayer } from "../../../check/lock/lock-layer.ts";
import { readManifest } from "../../../core/lock/read-lock.ts";
import { inProcess } from "../in-process.ts";
import { program } from "../outcrop.ts";

let place: string;
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), "outcrop-pack-"));
  const a = join(place, "utils/nodejs/node_modules/a");
  mkdirSync(join(a, "bin"), { recursive: true });
  mkdirSync(join(place, "utils/empty"));
  writeFileSync(join(a, "package.json"), '{"name":"a","version":"1.2.3"}');
  writeFileSync(join(a, "index.js"), "exports.a = 1;".repeat(1_000));
  writeFileSync(join(a, "bin/run"), "#!/bin/sh\n");
  chmodSync(join(a, "bin/run"), 0o775);
  symlinkSync("a", join(place, "utils/nodejs/node_modules/b"));
  return () => rmSync(place, { recursive: true });
});

const at = (name: string): string => join(place, name);

const outcrop = (parameters: readonly string[]) => inProcess(place, parameters);

const pack = (...parameters: readonly string[]) => outcrop(["layer", "pack", ...parameters]);

describe("outcrop layer pack", () => {
  it("writes a zip with the layer's files and a manifest that is right about them", async () => {
    const { status, stdout, stderr } = await pack("utils", "--name", "shop-utils", "--version", "7");
    expect([stderr, status]).toEqual(["", 0]);
    expect(stdout).toMatch(/^shop-utils\.zip: shop-utils:7, 4 files, 1 package, \d kB\.\n$/);
    const zip = await openTree(at("shop-utils.zip"), "shop-utils.zip");
    try {
      const folder = folderTree(at("utils"));
      expect(layerContent(zip)).toEqual(layerContent(folder));
      expect([...zip.nodes.keys()].filter((path) => !folder.nodes.has(path)).sort()).toEqual([
        "outcrop",
        "outcrop/layers",
        "outcrop/layers/shop-utils.json",
      ]);
      expect([...folder.nodes.keys()].filter((path) => !zip.nodes.has(path))).toEqual([]);
      expect(lockLayer(zip, null)).toMatchObject({ layer: { name: "shop-utils", version: "7" }, notes: [] });
      const text = Buffer.from(zip.read("outcrop/layers/shop-utils.json", 0, 10_000)).toString();
      const { layer, problems } = readManifest(text);
      expect(problems).toEqual([]);
      expect(layer).toEqual({
        ...layerContent(folder),
        name: "shop-utils",
        version: "7",
        arn: null,
        codeSha256: null,
      });
      const modes = [...zip.nodes].flatMap(([path, node]) =>
        node.kind === "file" ? [[path, node.mode]] : [],
      );
      expect(Object.fromEntries(modes)).toMatchObject({
        "nodejs/node_modules/a/bin/run": 0o755,
        "nodejs/node_modules/a/index.js": 0o644,
        "outcrop/layers/shop-utils.json": 0o644,
      });
    } finally {
      zip.close();
    }
  });

  it("writes the same bytes of a folder and of its own zip, whenever and wherever", async () => {
    const bytes = (name: string): Buffer => readFileSync(at(name));
    await pack("utils", "--name", "u", "--out", "one.zip");
    chmodSync(at("utils/nodejs/node_modules/a/index.js"), 0o600);
    const elsewhere = ["layer", "pack", "utils", "--name", "u", "--out", "two.zip"];
    const env = { PATH: process.env["PATH"], TZ: "America/Anchorage" };
    spawnSync(process.execPath, [program, ...elsewhere], { cwd: place, env });
    expect(bytes("two.zip").equals(bytes("one.zip"))).toBe(true);
    const again = await pack("one.zip", "--name", "u", "--out", "one.zip");
    expect([again.stderr, again.status]).toEqual(["", 0]);
    expect(bytes("one.zip").equals(bytes("two.zip"))).toBe(true);
    expect(readdirSync(place).sort()).toEqual(["one.zip", "two.zip", "utils"]);
  });

  it("leaves out manifests about other zips, and says so", async () => {
    await pack("utils", "--name", "old", "--version", "6");
    const { stderr } = await pack("old.zip", "--name", "new");
    expect(stderr).toBe("outcrop: outcrop/layers/old.json is left out: it is about another zip\n");
    const zip = await openTree(at("new.zip"));
    expect(lockLayer(zip, null).layer).toMatchObject({ name: "new", version: null });
    expect(zip.nodes.has("outcrop/layers/old.json")).toBe(false);
    zip.close();
  });

  it("gives the lock the layer's name and version", async () => {
    await pack("utils", "--name", "shop-utils", "--version", "7", "--out", "dist/layer.zip");
    mkdirSync(at("code"));
    writeFileSync(at("code/index.js"), "exports.handler = async () => {};");
    const locked = await outcrop(["lock", "--function", "code", "--layer", "dist/layer.zip", "--out", "-"]);
    expect(JSON.parse(locked.stdout)).toMatchObject({
      functions: { code: { layers: ["shop-utils:7"] } },
      layers: { "shop-utils:7": { packages: { "nodejs/node_modules/a": { version: "1.2.3" } } } },
    });
  });

  it("writes nothing where the layer is damaged", async () => {
    const good = zipSync({ "a.js": [new TextEncoder().encode("x".repeat(500)), { level: 0 }] });
    const bad = Buffer.from(good);
    bad[100] = 0;
    writeFileSync(at("bad.zip"), bad);
    const { status, stdout, stderr } = await pack("bad.zip", "--name", "u");
    expect([status, stdout]).toEqual([3, ""]);
    expect(stderr).toMatch(/^outcrop: bad\.zip: "a\.js" is damaged/);
    expect(existsSync(at("u.zip"))).toBe(false);
  });

  it.each([
    ["outcrop", "outcrop is a file, and the manifest outcrop/layers/u.json needs a folder there"],
    [
      "outcrop/layers",
      "outcrop/layers is a file, and the manifest outcrop/layers/u.json needs a folder there",
    ],
    [
      "outcrop/layers/u.json/a",
      "outcrop/layers/u.json is a folder, and the manifest outcrop/layers/u.json needs a file there",
    ],
  ])("refuses a layer that has no room for the manifest: %s", async (path, message) => {
    mkdirSync(dirname(at(`utils/${path}`)), { recursive: true });
    writeFileSync(at(`utils/${path}`), "x");
    const { status, stdout, stderr } = await pack("utils", "--name", "u");
    expect([stdout, status]).toEqual(["", 2]);
    expect(stderr).toContain(`outcrop: utils: ${message}\n`);
    expect(existsSync(at("u.zip"))).toBe(false);
  });

  it.each([
    [["layer"], "layer needs an action"],
    [["layer", "frobnicate"], "layer needs an action"],
    [["layer", "pack"], "layer pack takes one layer, a zip or a folder"],
    [["layer", "pack", "utils"], "--name must be 1 to 140 letters, digits, - and _, not empty"],
    [["layer", "pack", "utils", "--name", "a:b"], "--name must be 1 to 140 letters"],
    [["layer", "pack", "utils", "--name", "a", "--version", "1:2"], "--version must be letters"],
    [["layer", "pack", "absent", "--name", "a"], "absent: there is no such file or folder"],
  ])("is called wrongly: %j", async (parameters, message) => {
    const { status, stdout, stderr } = await outcrop(parameters);
    expect([stdout, status]).toEqual(["", 2]);
    expect(stderr).toContain(`outcrop: ${message}`);
  });
});
