/** The guide's app with a NodejsFunction, synthesised by the real CDK, which bundles with the real esbuild. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { attachFolder } from "../attach-folder.ts";
import { readBundle } from "../bundle.ts";
import { functionsOf } from "../cloud-formation.ts";
import { CdkApp, layersOf } from "./synthesis.ts";

let app: CdkApp;
beforeAll(async () => {
  app = await CdkApp.in(join(attachFolder, "nodejs-function"));
});
afterAll(() => app.remove());

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

test("its packages are those that are tested", () => {
  const read = (path: string): Manifest => JSON.parse(readFileSync(path, "utf8")) as Manifest;
  const own = read(join(attachFolder, "nodejs-function/package.json"));
  const cdk = read(join(attachFolder, "cdk/package.json"));
  expect(own.devDependencies).toEqual({ ...cdk.dependencies, ...cdk.devDependencies });
  expect(read("node_modules/semver/package.json")).toMatchObject({ version: own.dependencies["semver"] });
});

test("the bundle is one that Outcrop reads, and Outcrop is attached", () => {
  const { app: command } = JSON.parse(readFileSync(join(app.folder, "cdk.json"), "utf8")) as { app: string };
  expect(app.synthesise(command)).toBeNull();
  const template = app.template("Orders");
  const [properties] = [...functionsOf(template).values()];
  expect(properties?.Layers).toEqual([...layersOf(template).keys()].map((Ref) => ({ Ref })));
  expect(properties?.Environment?.Variables).toMatchObject({
    AWS_LAMBDA_EXEC_WRAPPER: "/opt/outcrop-wrapper",
  });
  const { S3Key = "" } = (properties?.["Code"] ?? {}) as { readonly S3Key?: string };
  const { copies, ...rest } = readBundle(app.path(`asset.${S3Key.replace(".zip", "")}`), "index.js");
  expect(rest).toEqual({ isBundle: true, hasSources: false });
  expect(copies.join()).toContain("node_modules/semver@");
  expect(readFileSync(app.path(`asset.${S3Key.replace(".zip", "")}/package-lock.json`), "utf8")).toContain(
    '"node_modules/aws-cdk-lib"',
  );
}, 180_000);
