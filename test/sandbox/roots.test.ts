/** Where code finds itself: the roots, their modes, the environment, and how Node resolves in them. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { evaluate, failure } from "./evaluate.ts";
import { folder } from "./folders.ts";
import { runFunction, startSandbox } from "./patient.ts";

const major = Number(process.versions.node.split(".")[0]);

describe("the file system", () => {
  it.each(["/var/task/x", "/opt/x", "/var/runtime/x", "/var/lang/x", "/usr/x", "/x"])(
    "%s cannot be written",
    async (path) => {
      expect(await evaluate(failure(`fs.writeFileSync("${path}", "")`))).toBe("EROFS");
    },
  );

  it("/tmp starts empty, can be written, and is seen from outside", async () => {
    const source = `const fs = require("node:fs"); const was = fs.readdirSync("/tmp");
      fs.writeFileSync("/tmp/x", "y");
      exports.handler = async () => was;`;
    const sandbox = await startSandbox({ task: folder({ "index.js": source }) });
    try {
      expect((await sandbox.invoke({})).payload).toEqual([]);
      expect(readFileSync(join(sandbox.files().tmp, "x"), "utf8")).toBe("y");
    } finally {
      await sandbox.shutdown();
    }
  });

  it("/tmp can be full", async () => {
    expect(await evaluate(failure(`fs.writeFileSync("/tmp/x", Buffer.alloc(3 << 20))`), { tmpMb: 2 })).toBe(
      "ENOSPC",
    );
  });

  it("/var/runtime holds the client and what is added", async () => {
    const runtime = folder({ "node_modules/sdk/index.js": "module.exports = 'sdk'", "note.txt": "n" });
    expect(
      await evaluate(`[fs.readdirSync("/var/runtime").sort(), require("sdk"), require.resolve("sdk")]`, {
        runtime,
      }),
    ).toEqual([
      ["bootstrap", "index.mjs", "node_modules", "note.txt", "rapid-client.node"],
      "sdk",
      "/var/runtime/node_modules/sdk/index.js",
    ]);
  });
});

describe("the bootstrap", () => {
  const wrapper = (mode: number): string =>
    folder({
      wrap: {
        text: '#!/bin/sh\nfor argument; do echo "argument $argument"; done\nexport WRAPPED=yes\nexec "$@"\n',
        mode,
      },
    });

  it("gives the wrapper the interpreter and Lambda's arguments", async () => {
    const task = folder({ "index.js": "exports.handler = async () => process.env.WRAPPED" });
    const env = { AWS_LAMBDA_EXEC_WRAPPER: "/opt/wrap" };
    const result = await runFunction({ task, layers: [wrapper(0o755)], env, events: [{}], memoryMb: 1024 });
    expect(result.responses[0]?.payload).toBe("yes");
    expect(result.logs.function.match(/(?<=^argument ).*/gm)).toEqual([
      "/var/lang/bin/node",
      "--expose-gc",
      "--max-http-header-size",
      "81920",
      "--no-experimental-require-module",
      ...(major === 22 ? ["--no-experimental-detect-module"] : []),
      "--max-semi-space-size=51",
      "--max-old-space-size=922",
      "/var/runtime/index.mjs",
    ]);
  });

  it.each([
    ["is missing", 0o755, "/opt/other", 127],
    ["is not executable", 0o644, "/opt/wrap", 126],
  ])("exits as Lambda's when the wrapper %s", async (_, mode, path, status) => {
    const task = folder({ "index.js": "exports.handler = async () => 1" });
    const result = await runFunction({
      task,
      layers: [wrapper(mode)],
      env: { AWS_LAMBDA_EXEC_WRAPPER: path },
      events: [{}],
    });
    expect(result.responses[0]?.error?.errorType).toBe("Runtime.ExitError");
    expect(result.responses[0]?.error?.errorMessage).toMatch(
      new RegExp(`Error: Runtime exited with error: exit status ${status}$`),
    );
  });

  it("leaves memory flags and NODE_PATH to a customer who sets them", async () => {
    const env = { NODE_OPTIONS: "--max-old-space-size=99", NODE_PATH: "/opt/mine" };
    const seen = await evaluate(
      "[process.execArgv.filter((flag) => flag.includes('space')), process.env.NODE_PATH]",
      { env },
    );
    expect(seen).toEqual([[], "/opt/mine"]);
  });

  it("sets the variables of the reference", async () => {
    const names = [
      "_HANDLER",
      "LAMBDA_TASK_ROOT",
      "LAMBDA_RUNTIME_DIR",
      "AWS_EXECUTION_ENV",
      "AWS_LAMBDA_INITIALIZATION_TYPE",
      "PATH",
      "NODE_PATH",
      "MINE",
    ];
    expect(
      await evaluate(`${JSON.stringify(names)}.map((name) => process.env[name]).concat(process.cwd())`, {
        env: { MINE: "m" },
      }),
    ).toEqual([
      "index.handler",
      "/var/task",
      "/var/runtime",
      `AWS_Lambda_nodejs${major}.x`,
      "on-demand",
      "/var/lang/bin:/usr/local/bin:/usr/bin/:/bin:/opt/bin",
      `/opt/nodejs/node${major}/node_modules:/opt/nodejs/node_modules:/var/runtime/node_modules` +
        ":/var/runtime:/var/task",
      "m",
      "/var/task",
    ]);
  });
});
