/** The SAM guide's function, bundled by the real esbuild with the options that `sam build` gives it. */
import { execFileSync } from "node:child_process";
import { cpSync, readFileSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { afterAll, expect, test } from "vitest";
import { Folders } from "../support/layer-run.ts";
import { attachFolder } from "./attach-folder.ts";
import { readBundle } from "./bundle.ts";
import { readTemplate } from "./cloud-formation.ts";
import { filesOf } from "./files.ts";

const folders = new Folders();
afterAll(() => folders.remove());

/** What aws-lambda-builders takes (workflows/nodejs_npm_esbuild/esbuild.py), as names of the template. */
const booleans = ["Minify", "Sourcemap"];
const values = ["Target", "Format", "MainFields", "SourcesContent"];
const lists = ["External", "Loader", "OutExtension", "Banner"];

const kebab = (name: string): string => name.replaceAll(/(?<!^)[A-Z]/g, "-$&").toLowerCase();

/** esbuild refuses `--sources-content=False`, so the template must say "false". */
const inPython = (value: unknown): string =>
  typeof value === "boolean" ? (value ? "True" : "False") : String(value);

/** As aws-lambda-builders writes esbuild's command line. @throws for a name that it does not know */
function commandLine(properties: Readonly<Record<string, unknown>>, outdir: string): string[] {
  const { EntryPoints, ...others } = properties;
  const flags = Object.entries(others).flatMap(([name, value]) => {
    if (booleans.includes(name)) return value === true ? [`--${kebab(name)}`] : [];
    if (values.includes(name)) return [`--${kebab(name)}=${inPython(value)}`];
    if (lists.includes(name)) return (value as string[]).map((one) => `--${kebab(name)}:${one}`);
    throw new Error(`aws-lambda-builders has no ${name}`);
  });
  const format = "Format" in others ? [] : ["--format=cjs"];
  return [
    ...(EntryPoints as string[]),
    ...flags,
    "--bundle",
    "--platform=node",
    `--outdir=${outdir}`,
    ...format,
  ];
}

test("sam build's bundle is one that Outcrop reads", async () => {
  const folder = folders.make({});
  for (const path of filesOf("sam-esbuild.test.ts"))
    cpSync(join(attachFolder, path), join(folder, path.replace("sam-esbuild/", "")));
  symlinkSync(resolve("node_modules"), join(folder, "node_modules"));
  const { Resources } = readTemplate(attachFolder, "sam-esbuild/template.yaml");
  const { Properties, Metadata } = Resources["Orders"] as {
    readonly Properties?: { readonly Handler?: string };
    readonly Metadata?: { readonly BuildMethod: string; readonly BuildProperties: Record<string, unknown> };
  };
  expect(Metadata?.BuildMethod).toBe("esbuild");
  const esbuild = resolve("node_modules/.bin/esbuild");
  const task = join(folder, "built");
  execFileSync(esbuild, commandLine(Metadata?.BuildProperties ?? {}, task), { cwd: folder, stdio: "pipe" });
  const [file, name = ""] = Properties?.Handler?.split(".") ?? [];
  const { [name]: handler } = createRequire(import.meta.url)(join(task, `${file}.js`));
  expect(await handler({ client: "2.1.0" })).toBe("ok");
  const { isBundle, copies, hasSources } = readBundle(task, `${file}.js`);
  expect({ isBundle, hasSources }).toEqual({ isBundle: true, hasSources: false });
  expect(copies.map((copy) => copy.replace(/^.*node_modules\//, ""))).toContainEqual(
    expect.stringMatching(/^semver@/),
  );
});

test("its packages are pinned", () => {
  const { dependencies, devDependencies } = JSON.parse(
    readFileSync(join(attachFolder, "sam-esbuild/package.json"), "utf8"),
  ) as Readonly<Record<string, Readonly<Record<string, string>>>>;
  for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies })) {
    const installed = JSON.parse(readFileSync(`node_modules/${name}/package.json`, "utf8")) as object;
    expect(installed, name).toMatchObject({ version });
  }
});
