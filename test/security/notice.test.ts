import { readFileSync } from "node:fs";
import { build } from "esbuild";
import { afterAll, describe, expect, it } from "vitest";
import { filesBelow } from "../../build/layer-zip.ts";
import { bundledPackages, noticeText } from "../../build/notice.ts";
import { Folders } from "../support/layer-run.ts";

const folders = new Folders();
afterAll(() => folders.remove());

const layer = "dist/layer";
const notice = readFileSync(`${layer}/outcrop/NOTICE`, "utf8");
const { packages: locked } = JSON.parse(readFileSync("package-lock.json", "utf8")) as {
  packages: Record<string, { version?: string }>;
};

/**
 * The bundles' imports of anything but a file of the layer; what a bundle asks for itself, esbuild left in it
 * as it was.
 */
async function outsideOf(bundle: string): Promise<string[]> {
  const { metafile } = await build({
    entryPoints: [`${layer}/outcrop/${bundle}`],
    bundle: true,
    platform: "node",
    external: ["./observer.cjs"],
    write: false,
    metafile: true,
    logLevel: "silent",
  });
  return Object.values(metafile.outputs).flatMap(({ imports }) => imports.map(({ path }) => path));
}

async function made(files: Record<string, string | object>): Promise<ReturnType<typeof bundledPackages>> {
  const folder = folders.make({
    "main.js": "require('a')",
    "node_modules/a/index.js": "exports.a = 1",
    ...files,
  });
  const { metafile } = await build({
    absWorkingDir: folder,
    entryPoints: ["main.js"],
    bundle: true,
    write: false,
    metafile: true,
  });
  const absolute = Object.values(metafile.outputs).map((output) => ({
    ...output,
    inputs: Object.fromEntries(
      Object.entries(output.inputs).map(([path, input]) => [`${folder}/${path}`, input]),
    ),
  }));
  return bundledPackages(Object.fromEntries(absolute.map((output, i) => [String(i), output])));
}

describe("the layer's NOTICE", () => {
  it("names each package of the bundles, with its licence's text", () => {
    const listed = [...notice.matchAll(/^(\S+) (\d\S*) \(([^)]+)\)$/gm)].map(
      ([, name, version, licence]) => `${name} ${version} ${licence}`,
    );
    const inBundles = Object.values(
      JSON.parse(readFileSync("dist/extension.meta.json", "utf8")) as Record<string, { inputs: object }>,
    )
      .flatMap(({ inputs }) => Object.keys(inputs))
      .flatMap((input) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1] ?? []);
    expect(new Set(listed.map((line) => line.split(" ")[0]))).toEqual(new Set(inBundles));
    expect(inBundles.length).toBeGreaterThan(0);
    for (const line of listed) {
      const [name = "", version] = line.split(" ");
      expect(locked[`node_modules/${name}`]?.version).toBe(version);
    }
    expect(notice).toMatch(/Permission is hereby granted, free of charge/);
    expect(notice).toMatch(/Apache License\s+Version 2\.0/);
    expect(notice).not.toMatch(/GPL|undefined/);
  });

  it("lists one package that is bundled, once, in the order of names", async () => {
    const packages = await made({
      "node_modules/a/package.json": { name: "a", version: "1.0.0", license: "MIT" },
      "node_modules/a/LICENSE.md": "Copyright A\r\n",
      "node_modules/a/README.md": "no licence",
    });
    expect(packages).toEqual([{ name: "a", version: "1.0.0", licence: "MIT", texts: ["Copyright A\n"] }]);
    expect(noticeText(packages)).toContain("a 1.0.0 (MIT)\n\nCopyright A\n");
  });

  it("is not written where a licence or its text is missing", async () => {
    await expect(made({ "node_modules/a/package.json": { name: "a", version: "1.0.0" } })).rejects.toThrow(
      "has no licence",
    );
    const mit = { "node_modules/a/package.json": { name: "a", version: "1.0.0", license: "MIT" } };
    await expect(made(mit)).rejects.toThrow("a is under MIT and brings no text of it");
  });
});

describe("the layer", () => {
  it("holds only what is declared, and nothing where Node or Lambda look for packages or libraries", () => {
    expect(filesBelow(layer)).toEqual([
      { path: "extensions/outcrop", mode: 0o755 },
      { path: "outcrop-wrapper", mode: 0o755 },
      { path: "outcrop/LICENSE", mode: 0o644 },
      { path: "outcrop/NOTICE", mode: 0o644 },
      { path: "outcrop/child.bash", mode: 0o644 },
      { path: "outcrop/events.bash", mode: 0o644 },
      { path: "outcrop/exchange.bash", mode: 0o644 },
      { path: "outcrop/extension.cjs", mode: 0o644 },
      { path: "outcrop/idle.sh", mode: 0o644 },
      { path: "outcrop/launcher.bash", mode: 0o644 },
      { path: "outcrop/load-time.cjs", mode: 0o644 },
      { path: "outcrop/observer.cjs", mode: 0o644 },
      { path: "outcrop/shim.cjs", mode: 0o644 },
      { path: "outcrop/start.bash", mode: 0o644 },
    ]);
  });

  it.each(["shim.cjs", "load-time.cjs"])(
    "imports nothing at all: %s, which asks the process for Node's own modules",
    async (preload) => {
      expect(await outsideOf(preload)).toEqual([]);
    },
  );

  it.each(["extension.cjs", "observer.cjs"])("needs nothing outside of it but Node: %s", async (bundle) => {
    const { builtinModules } = await import("node:module");
    const outside = await outsideOf(bundle);
    const foreign = outside.filter(
      (path) => path !== "./observer.cjs" && !builtinModules.includes(path.replace(/^node:/, "")),
    );
    expect(foreign).toEqual([]);
    expect(outside.length).toBeGreaterThan(0);
  });
});
