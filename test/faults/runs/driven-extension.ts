/**
 * The built layer's extension with an API that a test drives: one invocation and the shutdown. Its
 * environment has only what Lambda gives to extensions and what a case adds. Returns what it asked for, what
 * it printed and how it ended.
 */
import { chmodSync, cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { LambdaApi, type RunningExtension } from "../../support/lambda-api.ts";
import { layer, type Tree } from "../../support/layer-run.ts";

/**
 * Which shell Lambda's kernel starts, and whether it finds bash. Amazon Linux's sh is bash; Debian's is dash.
 */
export type Shell = "sh" | "sh is bash" | "sh without bash";

export interface Driven {
  /** Method and path of each request. */
  readonly asked: readonly string[];
  /** Its lines without what differs from run to run: numbers and times. */
  readonly lines: readonly string[];
  readonly end: { readonly code: number | null; readonly signal: string | null };
}

/** @param environment gets the folder of `files` */
export async function driven(
  shell: Shell,
  files: Tree,
  environment: (folder: string) => Readonly<Record<string, string>>,
): Promise<Driven & { readonly printed: string }> {
  const api = await LambdaApi.start();
  try {
    const folder = join(api.sysroot, "tmp");
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(join(folder, name, ".."), { recursive: true });
      writeFileSync(join(folder, name), String(content), { mode: 0o755 });
    }
    const extension = start(api, shell, { ...lambdaVariables, ...environment(join(folder, "hostile")) });
    const asks = Promise.race([api.received("/next"), extension.exit]);
    await asks;
    api.send({ eventType: "INVOKE", requestId: "a", deadlineMs: Date.now() + 60_000 });
    await Promise.race([api.received("/next", 2), extension.exit]);
    api.send({ eventType: "SHUTDOWN", shutdownReason: "SPINDOWN", deadlineMs: Date.now() + 60_000 });
    const end = await extension.exit;
    return {
      asked: api.requests.map(({ method, path }) => `${method} ${path}`),
      lines: extension.lines.map(masked),
      end,
      printed: extension.stdout + extension.stderr,
    };
  } finally {
    api.stop();
  }
}

const lambdaVariables = {
  PATH: "/var/lang/bin:/usr/local/bin:/usr/bin/:/bin:/opt/bin",
  LANG: "en_US.UTF-8",
  TZ: ":UTC",
  LD_LIBRARY_PATH:
    "/var/lang/lib:/lib64:/usr/lib64:/var/runtime:/var/runtime/lib:/var/task:/var/task/lib:/opt/lib",
  AWS_LAMBDA_FUNCTION_NAME: "orders",
  AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: "128",
  AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
  AWS_LAMBDA_LOG_FORMAT: "JSON",
};

function start(api: LambdaApi, shell: Shell, env: Readonly<Record<string, string>>): RunningExtension {
  if (shell === "sh") return api.launchExtension(env);
  const opt = join(api.sysroot, "opt");
  cpSync(layer, opt, { recursive: true });
  const launcher = join(opt, "extensions/outcrop");
  const text = readFileSync(launcher, "utf8");
  if (shell === "sh is bash") {
    const sh = join(api.sysroot, "sh");
    symlinkSync("/bin/bash", sh);
    writeFileSync(launcher, text.replace("#!/bin/sh", `#!${sh}`));
  } else {
    if (!text.includes("[ -x /bin/bash ]")) throw new Error("the launcher looks for bash otherwise");
    writeFileSync(launcher, text.replace("[ -x /bin/bash ]", "[ -x /bin/absent ]"));
  }
  chmodSync(launcher, 0o755);
  return api.launchExtension(env, opt === undefined ? {} : { opt });
}

function masked(line: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ ...line, environment: "", timestamp: "" }).replaceAll(/\d+(\.\d+)?(e-?\d+)?/g, "#");
}
