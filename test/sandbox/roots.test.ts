/** Where code finds itself: the roots, their modes, the environment, and how Node resolves in them. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type RunOptions, runFunction, type SandboxOptions, startSandbox } from "../../sandbox/index.ts";
import { folder, packageLayer } from "./folders.ts";
import { linkType, type RawEntry, rawZip, regular } from "./zip/raw-zip.ts";

const major = Number(process.versions.node.split(".")[0]);

/** What an expression is inside the function. */
async function evaluate(expression: string, options: Partial<RunOptions> = {}): Promise<unknown> {
  const source = `const fs = require("node:fs"); exports.handler = async (event) => (${expression});`;
  const { responses } = await runFunction({ task: folder({ "index.js": source }), events: [{}], ...options });
  const [response] = responses;
  return response?.ok ? response.payload : response?.error;
}

const failure = (statement: string): string =>
  `(() => { try { ${statement}; return "done"; } catch (error) { return error.code; } })()`;

describe("layers", () => {
  const first = folder({
    a: "1",
    "dir/x": "1",
    "bin/tool": { text: "#!/bin/sh\necho first\n", mode: 0o755 },
    "was-file": "1",
  });
  const second = folder({ a: "2", "dir/y": "2", "was-file/inside": "2" });
  const read = `Object.fromEntries(["a", "dir/x", "dir/y", "was-file/inside"].map((path) => [path, fs.readFileSync("/opt/" + path, "utf8")]))`;

  it("merge in order, file by file", async () => {
    expect(await evaluate(read, { layers: [first, second] })).toEqual({
      a: "2",
      "dir/x": "1",
      "dir/y": "2",
      "was-file/inside": "2",
    });
  });

  it("keep modes, so that a tool in /opt/bin is on PATH", async () => {
    expect(
      await evaluate(`require("node:child_process").execFileSync("tool").toString()`, {
        layers: [first, second],
      }),
    ).toBe("first\n");
    expect(
      await evaluate(`(fs.statSync("/opt/a").mode & 0o777).toString(8)`, { layers: [first, second] }),
    ).toBe("644");
  });

  /** A layer's zip. */
  const zipped = (entries: readonly RawEntry[]): string => {
    const path = join(folder({}), "layer.zip");
    writeFileSync(path, rawZip(entries));
    return path;
  };
  const tool: RawEntry = { name: "bin/zipped", content: "#!/bin/sh\necho zipped\n", mode: regular | 0o755 };

  it("come from zips with the modes of the zip", async () => {
    const zip = zipped([tool, { name: "a", content: "2", method: 0, mode: regular | 0o600 }]);
    const run = `require("node:child_process").execFileSync("zipped").toString()`;
    const expression = `[${run}, (fs.statSync("/opt/a").mode & 0o777).toString(8), fs.readFileSync("/opt/a", "utf8")]`;
    expect(await evaluate(expression, { layers: [first, zip] })).toEqual(["zipped\n", "600", "2"]);
    expect(await evaluate(run, { layers: [zip] })).toBe("zipped\n");
  });

  it("keep a zip's links, which lead to where Lambda has the layer", async () => {
    const links = [
      { name: "absolute", content: "/opt/bin/zipped", mode: linkType },
      { name: "relative", content: "bin/zipped", mode: linkType },
    ];
    const read = `["absolute", "relative"].map((name) => fs.readFileSync("/opt/" + name, "utf8"))`;
    for (const layers of [[zipped([...links, tool])], [first, zipped([tool, ...links])]]) {
      expect(await evaluate(read, { layers })).toEqual([tool.content, tool.content]);
    }
  });

  it("put a folder in the place of a lower layer's link", async () => {
    const outside = folder({});
    const link = zipped([{ name: "nodejs", content: outside, mode: linkType }]);
    const above = zipped([{ name: "nodejs/x", content: "above" }]);
    expect(await evaluate(`fs.readFileSync("/opt/nodejs/x", "utf8")`, { layers: [link, above] })).toBe(
      "above",
    );
    expect(readdirSync(outside)).toEqual([]);
  });

  it("refuse a zip that writes through its own link", async () => {
    const zip = zipped([{ name: "nodejs", content: "../outside", mode: linkType }, { name: "nodejs/x" }]);
    const problem = `layer: ${zip}: "nodejs/x" is below "nodejs", which is a link`;
    await expect(runFunction({ task: folder({}), layers: [first, zip], events: [] })).rejects.toThrow(
      problem,
    );
  });

  it("refuse a file that is no zip", async () => {
    await expect(runFunction({ task: folder({}), layers: [join(first, "a")], events: [] })).rejects.toThrow(
      /layer: .*not a zip/,
    );
  });
});

describe("the file system", () => {
  it.each(["/var/task/x", "/opt/x", "/var/runtime/x", "/var/lang/x", "/usr/x", "/x"])(
    "%s cannot be written",
    async (path) => {
      expect(await evaluate(failure(`fs.writeFileSync("${path}", "")`))).toBe("EROFS");
    },
  );

  it("/tmp starts empty, can be written, and is seen from outside", async () => {
    const source = `const fs = require("node:fs"); const was = fs.readdirSync("/tmp"); fs.writeFileSync("/tmp/x", "y"); exports.handler = async () => was;`;
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
      `/opt/nodejs/node${major}/node_modules:/opt/nodejs/node_modules:/var/runtime/node_modules:/var/runtime:/var/task`,
      "m",
      "/var/task",
    ]);
  });
});

describe("import searches NODE_PATH as Lambda's node does", () => {
  const layer = packageLayer("shared", "1.0.0", "module.exports = 'layer'");
  const load = async (
    files: Record<string, string>,
    options: Partial<SandboxOptions> = {},
  ): Promise<unknown> => {
    const { responses } = await runFunction({
      task: folder(files),
      events: [{}],
      layers: [layer],
      ...options,
    });
    return responses[0]?.ok ? responses[0].payload : responses[0]?.error?.errorMessage;
  };
  const importing = `import shared from "shared"; export const handler = async () => [shared, import.meta.resolve("node:fs")];`;

  it("a layer's package can be imported", async () => {
    expect(await load({ "index.mjs": importing })).toEqual(["layer", "node:fs"]);
  });

  it("the function's own copy wins", async () => {
    expect(
      await load({ "index.mjs": importing, "node_modules/shared/index.js": "module.exports = 'function'" }),
    ).toEqual(["function", "node:fs"]);
  });

  it("exports and their conditions are honoured", async () => {
    const manifest = { exports: { ".": { import: "./esm.mjs", require: "./index.js" } } };
    const dual = packageLayer("dual", "1.0.0", "module.exports = 'required'", manifest);
    const esm = folder({ "nodejs/node_modules/dual/esm.mjs": "export default 'imported'" });
    const source = `import dual from "dual"; import { createRequire } from "node:module";
      export const handler = async () => [dual, createRequire(import.meta.url)("dual"), await import("dual/hidden").catch((error) => error.code)];`;
    expect(await load({ "index.mjs": source }, { layers: [dual, esm] })).toEqual([
      "imported",
      "required",
      "ERR_PACKAGE_PATH_NOT_EXPORTED",
    ]);
  });

  it("what is nowhere fails with Node's own error", async () => {
    const source = `export const handler = () => import("nowhere").catch((error) => [error.code, error.message]);`;
    expect(await load({ "index.mjs": source })).toEqual([
      "ERR_MODULE_NOT_FOUND",
      "Cannot find package 'nowhere' imported from /var/task/index.mjs",
    ]);
  });

  it("also in worker threads and child processes", async () => {
    const source = `import { Worker } from "node:worker_threads"; import { execFileSync } from "node:child_process"; import { once } from "node:events";
      export const handler = async () => {
        const [fromWorker] = await once(new Worker(new URL("worker.mjs", import.meta.url)), "message");
        return [fromWorker, execFileSync(process.execPath, ["/var/task/child.mjs"]).toString(), process.execPath];
      };`;
    const files = {
      "index.mjs": source,
      "worker.mjs": `import shared from "shared"; import { parentPort } from "node:worker_threads"; parentPort.postMessage(shared);`,
      "child.mjs": `import shared from "shared"; process.stdout.write(shared);`,
    };
    expect(await load(files)).toEqual(["layer", "layer", "/var/lang/bin/node"]);
  });

  it("lies below a hook that another preload registers", async () => {
    const hook = folder({
      "hook.cjs": `const urls = []; globalThis.urls = urls;
        require("node:module").registerHooks({ resolve(specifier, context, next) { const found = next(specifier, context); if (specifier === "shared") urls.push([context.parentURL, found.url]); return found; } });`,
      wrap: { text: '#!/bin/sh\nnode=$1\nshift\nexec "$node" --require /opt/hook.cjs "$@"\n', mode: 0o755 },
    });
    const source = `import "shared"; export const handler = async () => globalThis.urls;`;
    const options = { layers: [layer, hook], env: { AWS_LAMBDA_EXEC_WRAPPER: "/opt/wrap" } };
    expect(await load({ "index.mjs": source }, options)).toEqual([
      ["file:///var/task/index.mjs", "file:///opt/nodejs/node_modules/shared/index.js"],
    ]);
  });
});
