/** The guide's CDK app, synthesised with the CLI and the library of its lock (test/attach/cdk/setup.sh). */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { attachFolder } from "../attach-folder.ts";
import { functionsOf, problemsOf } from "../cloud-formation.ts";
import { CdkApp, layersOf, zipOf } from "./synthesis.ts";

let app: CdkApp;
beforeAll(async () => {
  app = await CdkApp.in(join(attachFolder, "cdk"));
});
afterAll(() => app.remove());

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

test("the lock's packages are those of package.json", () => {
  const read = (name: string): Manifest & { readonly packages?: Readonly<Record<string, Manifest>> } =>
    JSON.parse(readFileSync(join(attachFolder, "cdk", name), "utf8"));
  const { dependencies, devDependencies } = read("package.json");
  expect(read("package-lock.json").packages?.[""]).toMatchObject({ dependencies, devDependencies });
  expect(devDependencies).toHaveProperty("aws-cdk");
});

test("the app attaches the package's layer, and is valid", () => {
  const { app: command } = JSON.parse(readFileSync(join(app.folder, "cdk.json"), "utf8")) as { app: string };
  expect(app.synthesise(command)).toBeNull();
  const template = app.template("Orders");
  const [properties] = [...functionsOf(template).values()];
  const [[id, layer] = []] = [...layersOf(template)];
  expect(properties?.Layers).toEqual([{ Ref: id }]);
  expect(properties?.Environment?.Variables).toEqual({ AWS_LAMBDA_EXEC_WRAPPER: "/opt/outcrop-wrapper" });
  const zip = readFileSync(app.path(layer === undefined ? "" : zipOf(layer)));
  expect(zip.equals(readFileSync("dist/outcrop-layer.zip"))).toBe(true);
  // The CDK names a dependency that exists anyway.
  expect(
    problemsOf(app.path("Orders.template.json")).filter(
      (problem) => !/^WARN W3005: 'FunctionServiceRole/.test(problem),
    ),
  ).toEqual([]);
}, 180_000);
