import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { folderTree } from "../../../check/lambda/folder-tree.ts";
import { openTree } from "../../../check/lambda/open-tree.ts";
import { packedTree } from "../../../check/lambda/packed-tree.ts";
import { layerContent } from "../../../check/lock/layer-content.ts";
import { lockLayer, nameOfUnread } from "../../../check/lock/lock-layer.ts";
import { manifestText } from "../../../check/lock/write-lock.ts";
import { library } from "../../core/support/library.ts";
import { type Files, program, tree } from "../layers/layers.ts";
import { json } from "./locked.ts";

const zod = { "nodejs/node_modules/zod/package.json": json("zod", "3.24.4") };
const arn = "arn:aws:lambda:eu-central-1:123456789012:layer:shop-utils:7";

/** With a manifest that is right about these files. */
const withManifest = (files: Files, change: object = {}, path = "outcrop/layers/utils.json") => {
  const { layer } = lockLayer(tree("layer.zip", files), null);
  return tree("layer.zip", {
    ...files,
    [path]: manifestText({ ...layer, name: "utils", version: "3", ...change }),
  });
};

describe("the name and version of a layer", () => {
  it("are those of its ARN", () => {
    const { layer, notes } = lockLayer(withManifest(zod), arn);
    expect(layer).toMatchObject({ name: "shop-utils", version: "7", arn });
    expect(notes).toEqual([]);
  });

  it("are those of its own manifest without an ARN", () => {
    const { layer, notes } = lockLayer(withManifest(zod), null);
    expect(layer).toMatchObject({ name: "utils", version: "3", arn: null });
    expect(notes).toEqual([]);
  });

  it.each([
    ["layer.zip", "layer"],
    ["layers/utils/", "layers/utils"],
    ["SharedLayer", "SharedLayer"],
    [".zip", "layer"],
  ])("are the name of its file otherwise: %s", (file, name) => {
    expect(lockLayer(tree(file, zod), null).layer).toMatchObject({ name, version: null });
  });

  it("lose the version where the manifest is about other files", () => {
    const { layer, notes } = lockLayer(withManifest(zod, { tree: "0".repeat(32) }), null);
    expect(layer).toMatchObject({ name: "utils", version: null });
    expect(notes).toEqual([
      "The layer layer.zip: its files are not those that outcrop/layers/utils.json describes, so its " +
        "version is not known.",
    ]);
  });

  it("are not those of two manifests, or of one that cannot be read", () => {
    const two = { ...zod, "outcrop/layers/a.json": "{}", "outcrop/layers/b.json": "{}" };
    expect(lockLayer(tree("layer.zip", two), null)).toMatchObject({
      layer: { name: "layer", version: null },
      notes: ["The layer layer.zip: it has several manifests, so none gives its name."],
    });
    const bad = { ...zod, "outcrop/layers/a.json": "{" };
    expect(lockLayer(tree("layer.zip", bad), null)).toMatchObject({
      layer: { name: "layer", version: null },
      notes: ["The layer layer.zip: outcrop/layers/a.json is not JSON."],
    });
  });

  it("of one that cannot be read are those of the ARN, or of its file", () => {
    expect(nameOfUnread(arn, arn)).toEqual({ name: "shop-utils", version: "7" });
    expect(nameOfUnread("utils.zip", null)).toEqual({ name: "utils", version: null });
    expect(nameOfUnread("x", "arn:of:another:kind")).toEqual({ name: "x", version: null });
  });
});

describe("the content of a layer", () => {
  it("does not depend on its own manifest", () => {
    expect(layerContent(withManifest(zod))).toEqual(layerContent(tree("layer.zip", zod)));
    const elsewhere = withManifest(zod, {}, "outcrop/layers/deeper/utils.json");
    expect(layerContent(elsewhere).tree).not.toBe(layerContent(tree("layer.zip", zod)).tree);
  });

  it("has each copy of a package, with an alias's real name", () => {
    const at = "nodejs/node_modules";
    const { packages } = layerContent(
      tree("layer", {
        ...zod,
        [`${at}/zod/node_modules/zod/package.json`]: json("zod", "2.0.0"),
        [`${at}/zod4/package.json`]: json("zod", "4.1.0"),
        [`${at}/@s/x/package.json`]: json("@s/x", "1.0.0"),
        [`${at}/bad/package.json`]: "{",
        [`${at}/none/index.js`]: "",
      }),
    );
    const short = [...packages].map(([folder, { name, version }]) => [folder, name, version]);
    expect(short).toEqual([
      [`${at}/zod`, null, "3.24.4"],
      [`${at}/zod/node_modules/zod`, null, "2.0.0"],
      [`${at}/zod4`, "zod", "4.1.0"],
      [`${at}/@s/x`, null, "1.0.0"],
      [`${at}/bad`, null, null],
      [`${at}/none`, null, null],
    ]);
  });

  it("gives a package another hash when one of its files changes, and no other package", () => {
    const files = (text: string): Files => ({
      ...zod,
      "nodejs/node_modules/zod/node_modules/y/index.js": text,
    });
    const [one, other] = [layerContent(tree("a", files("1"))), layerContent(tree("a", files("2")))];
    const differs = [...one.packages.keys()].filter(
      (folder) => one.packages.get(folder)?.tree !== other.packages.get(folder)?.tree,
    );
    expect(differs).toEqual(["nodejs/node_modules/zod/node_modules/y"]);
  });

  it("has native files with their CPU and libc", () => {
    const { natives } = layerContent(
      tree("layer", {
        "lib/new.so": library({
          needs: { "libc.so.6": { "GLIBC_2.9": ["a"], "GLIBC_2.28": ["b"], GLIBC_PRIVATE: ["c"] } },
        }),
        "lib/plain.so": library(),
        "bin/tool": program(library()),
        "lib/text.so": "#!/bin/sh\n".repeat(20),
      }),
    );
    expect(Object.fromEntries(natives)).toEqual({
      "lib/new.so": { arch: "x64", libc: "2.28" },
      "lib/plain.so": { arch: "x64", libc: null },
      "bin/tool": { arch: "x64", libc: null },
    });
  });

  it("is that of a real package with native code", () => {
    const name = "lightningcss-linux-x64-gnu";
    const at = `nodejs/node_modules/${name}`;
    const layer = packedTree("layer", [{ at, tree: folderTree(`node_modules/${name}`) }]);
    const { version } = JSON.parse(readFileSync(`node_modules/${name}/package.json`, "utf8"));
    const { packages, natives } = layerContent(layer);
    expect([...packages.keys()]).toEqual([at]);
    expect(packages.get(at)?.version).toBe(version);
    const file = [...natives.values()][0];
    expect(file?.arch).toBe("x64");
    expect(file?.libc).toMatch(/^2\.\d+$/);
  });
});

it("a zip has the hash of its bytes, as Lambda gives it", async () => {
  const stage = mkdtempSync(join(tmpdir(), "outcrop-lock-layer-"));
  try {
    const path = join(stage, "utils.zip");
    const bytes = zipSync({ "nodejs/a.js": new TextEncoder().encode("1") });
    writeFileSync(path, bytes);
    const layer = await openTree(path, "utils.zip");
    expect(lockLayer(layer, null).layer.codeSha256).toBe(createHash("sha256").update(bytes).digest("base64"));
    layer.close();
    expect(lockLayer(folderTree(stage), null).layer.codeSha256).toBeNull();
  } finally {
    rmSync(stage, { recursive: true });
  }
});
