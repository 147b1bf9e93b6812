/** The programs for Pulumi and SST, run with the real packages of Pulumi (setup.sh) and its mocks. */
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, expect, test } from "vitest";
import { parse } from "yaml";
import { attachFolder } from "../attach-folder.ts";

const installed = resolve("dist/attach-tools");
const zip = "node_modules/outcrop/dist/outcrop-layer.zip";
mkdirSync(installed, { recursive: true });
const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A copy of a guide's folder, below the installation. */
function copyOf(guide: string): string {
  const folder = mkdtempSync(join(installed, `${guide}-`));
  folders.push(folder);
  cpSync(join(attachFolder, guide), folder, { recursive: true });
  mkdirSync(join(folder, "node_modules/outcrop/dist"), { recursive: true });
  cpSync("dist/outcrop-layer.zip", join(folder, zip));
  return folder;
}

function run(folder: string, runner: string, ...parameters: readonly string[]): unknown {
  cpSync(`test/attach/tools/${runner}`, join(folder, runner));
  const options = { cwd: folder, encoding: "utf8", stdio: "pipe" } as const;
  return JSON.parse(execFileSync(process.execPath, [runner, ...parameters], options));
}

interface Resource {
  readonly name: string;
  readonly type: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

const layerVersion = "aws:lambda/layerVersion:LayerVersion";
const layerInputs = (folder: string): object => {
  expect(existsSync(join(folder, zip))).toBe(true);
  return {
    compatibleArchitectures: ["x86_64", "arm64"],
    compatibleRuntimes: ["nodejs22.x", "nodejs24.x"],
    licenseInfo: "MIT",
    code: { path: zip },
  };
};

test("Pulumi's program makes the layer and a function that has it", () => {
  const folder = copyOf("pulumi");
  const resources = run(folder, "run-pulumi.mjs") as readonly Resource[];
  const [layer] = resources.filter(({ type }) => type === layerVersion);
  expect(layer?.inputs).toMatchObject(layerInputs(folder));
  const [orders] = resources.filter(({ type }) => type === "aws:lambda/function:Function");
  expect(orders?.inputs).toMatchObject({
    runtime: "nodejs24.x",
    layers: ["arn:outcrop"],
    environment: { variables: { AWS_LAMBDA_EXEC_WRAPPER: "/opt/outcrop-wrapper" } },
  });
}, 120_000);

test("Pulumi's program passes the types of Pulumi's packages, and keeps a wrapper and layers", () => {
  const folder = copyOf("pulumi");
  const program = join(folder, "index.ts");
  const own = 'layers: ["arn:own"], environment: { variables: { AWS_LAMBDA_EXEC_WRAPPER: "/opt/a" } },';
  const text = readFileSync(program, "utf8").replace('runtime: "nodejs24.x",', (found) => `${found}\n${own}`);
  writeFileSync(program, text);
  const flags = [
    "--noEmit",
    "--strict",
    "--skipLibCheck",
    "--module",
    "nodenext",
    "--types",
    "node",
    "index.ts",
  ];
  const tsc = resolve("node_modules/.bin/tsc");
  const options = { cwd: folder, encoding: "utf8", stdio: "pipe" } as const;
  expect(execFileSync(tsc, [...flags, "--ignoreConfig"], options)).toBe("");
  const resources = run(folder, "run-pulumi.mjs") as readonly Resource[];
  expect(resources.find(({ type }) => type === "aws:lambda/function:Function")?.inputs).toMatchObject({
    layers: ["arn:own", "arn:outcrop"],
    environment: {
      variables: { OUTCROP_EXEC_WRAPPER: "/opt/a", AWS_LAMBDA_EXEC_WRAPPER: "/opt/outcrop-wrapper" },
    },
  });
}, 120_000);

test("Pulumi's project and packages are those that are tested", () => {
  const project = parse(readFileSync(join(attachFolder, "pulumi/Pulumi.yaml"), "utf8")) as object;
  expect(project).toMatchObject({ name: "orders", runtime: { name: "nodejs" } });
  const { dependencies } = JSON.parse(readFileSync(join(attachFolder, "pulumi/package.json"), "utf8")) as {
    readonly dependencies: Readonly<Record<string, string>>;
  };
  for (const [name, version] of Object.entries(dependencies)) {
    const manifest = JSON.parse(readFileSync(join(installed, "node_modules", name, "package.json"), "utf8"));
    expect(manifest.version, name).toBe(version);
  }
});

interface SstOutput {
  readonly app: object;
  readonly resources: readonly Resource[];
  readonly functions: readonly {
    readonly name: string;
    readonly args: Readonly<Record<string, unknown>> & {
      readonly nodejs?: object;
      readonly logging?: object;
    };
  }[];
}

type SstNames = Readonly<Record<"arguments" | "nodejs" | "logging" | "runtimes", readonly string[]>>;

const sst = JSON.parse(readFileSync("test/attach/facts/sst.json", "utf8")) as {
  readonly versions: Readonly<Record<string, SstNames>>;
};

test("SST's configuration attaches the layer to every function, with names that SST knows", () => {
  const folder = copyOf("sst");
  const { app, resources, functions } = run(folder, "run-sst.mjs") as SstOutput;
  expect(app).toEqual({ name: "orders", home: "aws", removal: "remove" });
  expect(resources.filter(({ type }) => type === layerVersion).map(({ inputs }) => inputs)).toEqual([
    { layerName: "orders-dev-outcrop", ...layerInputs(folder) },
  ]);
  expect(functions.map(({ args: { layers, environment } }) => ({ layers, environment }))).toEqual([
    { layers: ["arn:Outcrop"], environment: { AWS_LAMBDA_EXEC_WRAPPER: "/opt/outcrop-wrapper" } },
    {
      layers: ["arn:own", "arn:Outcrop"],
      environment: {
        TABLE: "orders",
        OUTCROP_EXEC_WRAPPER: "/opt/otel-handler",
        AWS_LAMBDA_EXEC_WRAPPER: "/opt/outcrop-wrapper",
      },
    },
  ]);
  for (const [version, names] of Object.entries(sst.versions)) {
    for (const { args } of functions) {
      const { nodejs = {}, logging = {}, runtime } = args;
      expect(names.arguments, version).toEqual(expect.arrayContaining(Object.keys(args)));
      expect(names.nodejs, version).toEqual(expect.arrayContaining(Object.keys(nodejs)));
      expect(names.logging, version).toEqual(expect.arrayContaining(Object.keys(logging)));
      // As the guide says.
      const named = version.startsWith("3.") ? "nodejs22.x" : runtime;
      if (runtime !== undefined) expect(names.runtimes, version).toContain(named);
    }
  }
  expect(existsSync(join(folder, String(functions[0]?.args["handler"]).replace(/\.handler$/, ".ts")))).toBe(
    true,
  );
}, 120_000);

test("SST's configuration attaches nothing in sst dev", () => {
  const { resources, functions } = run(copyOf("sst"), "run-sst.mjs", "dev") as SstOutput;
  expect(resources).toEqual([]);
  expect(functions[0]?.args).not.toHaveProperty("layers");
}, 120_000);
