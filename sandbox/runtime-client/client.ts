/** Which runtime client runs the function: Lambda's own, built on first use, or the stand-in. */
import { execFile } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { isClone, ownFile } from "../../core/own-files.ts";
import type { ClientName } from "../contract/options.ts";
import { cacheFolder } from "../runtime/cache-folder.ts";
import { mainLine, nodeBinary } from "../runtime/nodes.ts";

export interface RuntimeClient {
  readonly name: ClientName;
  readonly reason: string;
  /** File name in /var/runtime -> the file. */
  readonly files: Readonly<Record<string, string>>;
}

const source = fileURLToPath(ownFile("sandbox/runtime-client/"));
/** Where the clients are built. Nothing is written into the folder of the npm package. */
const folder = isClone ? source : join(cacheFolder(), "runtime-client");
const native = join(folder, "node_modules/aws-lambda-ric-4/rapid-client.node");

const clients: Record<
  ClientName,
  { readonly title: string; readonly files: Readonly<Record<string, string>> }
> = {
  ric4: {
    title: "aws-lambda-ric 4.0.2",
    files: {
      "index.mjs": join(folder, "node_modules/aws-lambda-ric-4/index.mjs"),
      "rapid-client.node": native,
    },
  },
  ric3: {
    title: "aws-lambda-ric 3.3.0",
    files: {
      "index.mjs": join(folder, "node_modules/aws-lambda-ric-3/index.mjs"),
      "rapid-client.node": native,
    },
  },
  "stand-in": {
    title: "the sandbox's stand-in",
    files: { "index.mjs": fileURLToPath(ownFile("sandbox/stand-in/index.mjs")) },
  },
};

/** Why the clients could not be built, or undefined; found out once in a process. */
let installation: Promise<string | undefined> | undefined;

/**
 * The client asked for. By default a clone has ric4, and the npm package has the stand-in: to build Lambda's own
 * takes a minute, a compiler and cmake. The stand-in, with one notice, where the real ones cannot be built.
 * @throws Error instead of falling back when OUTCROP_REQUIRE_RIC=1.
 */
export async function runtimeClient(
  wanted: ClientName | undefined,
  notice: (line: string) => void,
): Promise<RuntimeClient> {
  if (wanted === "stand-in") return { name: wanted, reason: "asked for", files: clients[wanted].files };
  if (wanted === undefined && !isClone)
    return { name: "stand-in", reason: clients["stand-in"].title, files: clients["stand-in"].files };
  installation ??= install(notice);
  const problem = await installation;
  const name = wanted ?? "ric4";
  if (problem === undefined) return { name, reason: clients[name].title, files: clients[name].files };
  if (process.env["OUTCROP_REQUIRE_RIC"] === "1")
    throw new Error(`aws-lambda-ric could not be built: ${problem}`);
  notice(`aws-lambda-ric could not be built (${problem}): the function runs on a stand-in client`);
  return { name: "stand-in", reason: problem, files: clients["stand-in"].files };
}

async function install(notice: (line: string) => void): Promise<string | undefined> {
  if (!existsSync(join(folder, "node_modules/.built-from")))
    notice("building aws-lambda-ric, once: about a minute …");
  try {
    const node = dirname(isClone ? nodeBinary(mainLine) : process.execPath);
    const headers = dirname(node);
    const variables = {
      ...process.env,
      PATH: `${node}:${process.env["PATH"] ?? ""}`,
      // Headers that came with the binary need no download.
      ...(existsSync(join(headers, "include/node/node_api.h")) ? { npm_config_nodedir: headers } : {}),
    };
    // The kernel's lock: parallel test workers install once, and a killed one leaves nothing behind.
    mkdirSync(folder, { recursive: true });
    const command = [folder, "sh", join(source, "install.sh"), folder];
    await promisify(execFile)("flock", command, { env: variables, maxBuffer: 64 << 20 });
    return undefined;
  } catch (error) {
    return complaint(error);
  }
}

/** The line of the tools' output that most likely says why. */
function complaint(error: unknown): string {
  const output = error instanceof Error && "stderr" in error ? String(error.stderr) : "";
  const lines = output.split("\n").filter((line) => line.trim() !== "" && !/warn|complete log/i.test(line));
  return (
    lines.findLast((line) => /error|not found|denied|no such/i.test(line)) ?? lines.at(-1) ?? String(error)
  );
}
