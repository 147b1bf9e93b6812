/**
 * The fixtures' projects, built by the tools themselves (setup.sh installs them): what a check finds in
 * them is what it finds in the copies that are committed.
 */
import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { checked, fixtures, found, inShort } from "../support.ts";
import { packageService, runTool } from "./deploy-tool.ts";

let folder = "";

beforeAll(() => {
  mkdirSync(resolve("dist/attach-cdk"), { recursive: true });
  // Below the installation, where Node finds the CDK.
  folder = mkdtempSync(resolve("dist/attach-cdk/check-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it("the CDK synthesises what is committed", async () => {
  cpSync(join(fixtures, "cdk/app.mjs"), join(folder, "app.mjs"));
  const context = { "aws:cdk:enable-path-metadata": true, "aws:cdk:enable-asset-metadata": true };
  await runTool("app.mjs", [], folder, {
    FIXTURE_APP: join(fixtures, "app"),
    CDK_OUTDIR: join(folder, "cdk.out"),
    CDK_CONTEXT_JSON: JSON.stringify(context),
  });
  const built = found(join(folder, "cdk.out"));
  expect(built.warnings).toEqual([]);
  expect(inShort(await checked(built))).toEqual(inShort(await checked(found("cdk"))));
}, 120_000);

it.each(["serverless", "osls"] as const)(
  "%s packages what is committed",
  async (tool) => {
    const service = join(folder, tool);
    cpSync(join(fixtures, "app"), service, { recursive: true });
    cpSync(join(fixtures, "serverless/serverless.yml"), join(service, "serverless.yml"));
    await packageService(tool, service);
    const built = found(service);
    expect(built.warnings).toEqual([]);
    const committed = found(`serverless/${tool === "serverless" ? "3" : "osls"}`);
    expect(inShort(await checked(built))).toEqual(inShort(await checked(committed)));
  },
  120_000,
);
