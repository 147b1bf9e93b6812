/** Runs the deploy tools that setup.sh installs, without an account. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join, resolve } from "node:path";

/**
 * Without the variables of this process, so that no account is asked.
 * @throws with what the tool printed, if it fails
 */
export async function runTool(
  file: string,
  parameters: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const child = spawn(process.execPath, [file, ...parameters], {
    cwd,
    env: { PATH: process.env["PATH"], HOME: cwd, ...env },
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

/** `serverless package` or `osls package`, in a service's folder. */
export async function packageService(
  tool: "serverless" | "osls",
  service: string,
  env: NodeJS.ProcessEnv = {},
): Promise<void> {
  const installed = resolve("dist/check-tools", tool, "node_modules");
  await withNoStack((url) =>
    runTool(join(installed, ".bin", tool), ["package"], service, {
      AWS_ENDPOINT_URL: url,
      AWS_ACCESS_KEY_ID: "x",
      AWS_SECRET_ACCESS_KEY: "x",
      SLS_TELEMETRY_DISABLED: "1",
      SLS_NOTIFICATIONS_MODE: "off",
      ...(tool === "serverless" && {
        FIXTURE_SDK: join(installed, "aws-sdk"),
        NODE_OPTIONS: `--require ${resolve("test/check/inputs/built/preload.cjs")}`,
      }),
      ...env,
    }),
  );
}
