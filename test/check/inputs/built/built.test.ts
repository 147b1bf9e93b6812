/**
 * The fixtures' projects, built by the tools themselves (setup.sh installs them): what a check finds in
 * them is what it finds in the copies that are committed.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { checked, fixtures, found, inShort } from "../support.ts";

const tools = resolve("dist/check-tools");
let folder = "";

beforeAll(() => {
  mkdirSync(resolve("dist/attach-cdk"), { recursive: true });
  // Below the installation, where Node finds the CDK.
  folder = mkdtempSync(resolve("dist/attach-cdk/check-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Without the variables of this process, so that no account is asked. */
async function run(
  file: string,
  parameters: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const child = spawn(process.execPath, [file, ...parameters], {
    cwd,
    env: { PATH: process.env["PATH"], HOME: folder, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  const [status] = await once(child, "close");
  if (status !== 0) throw new Error(`${file} ended with ${status}: ${output}`);
}

it("the CDK synthesises what is committed", async () => {
  cpSync(join(fixtures, "cdk/app.mjs"), join(folder, "app.mjs"));
  const context = { "aws:cdk:enable-path-metadata": true, "aws:cdk:enable-asset-metadata": true };
  await run("app.mjs", [], folder, {
    FIXTURE_APP: join(fixtures, "app"),
    CDK_OUTDIR: join(folder, "cdk.out"),
    CDK_CONTEXT_JSON: JSON.stringify(context),
  });
  const built = found(join(folder, "cdk.out"));
  expect(built.warnings).toEqual([]);
  expect(inShort(await checked(built))).toEqual(inShort(await checked(found("cdk"))));
}, 120_000);

/** Both tools ask whether the stack has layers already. */
async function withNoStack(work: (url: string) => Promise<void>): Promise<void> {
  const server = createServer((_, response) => {
    const error = "<Type>Sender</Type><Code>ValidationError</Code><Message>Stack does not exist</Message>";
    response.writeHead(400, { "content-type": "text/xml" });
    response.end(`<ErrorResponse><Error>${error}</Error><RequestId>1</RequestId></ErrorResponse>`);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  try {
    await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.close();
  }
}

it.each(["serverless", "osls"])(
  "%s packages what is committed",
  async (tool) => {
    const service = join(folder, tool);
    cpSync(join(fixtures, "app"), service, { recursive: true });
    cpSync(join(fixtures, "serverless/serverless.yml"), join(service, "serverless.yml"));
    const installed = join(tools, tool, "node_modules");
    await withNoStack((url) =>
      run(join(installed, ".bin", tool), ["package"], service, {
        AWS_ENDPOINT_URL: url,
        AWS_ACCESS_KEY_ID: "x",
        AWS_SECRET_ACCESS_KEY: "x",
        SLS_TELEMETRY_DISABLED: "1",
        SLS_NOTIFICATIONS_MODE: "off",
        ...(tool === "serverless" && {
          FIXTURE_SDK: join(installed, "aws-sdk"),
          NODE_OPTIONS: `--require ${resolve("test/check/inputs/built/preload.cjs")}`,
        }),
      }),
    );
    const built = found(service);
    expect(built.warnings).toEqual([]);
    const committed = found(`serverless/${tool === "serverless" ? "3" : "osls"}`);
    expect(inShort(await checked(built))).toEqual(inShort(await checked(committed)));
  },
  120_000,
);
