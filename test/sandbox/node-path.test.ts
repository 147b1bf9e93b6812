/** How `import` finds what is in a layer, as Lambda's own Node does. */
import { describe, expect, it } from "vitest";
import type { SandboxOptions } from "../../sandbox/index.ts";
import { folder, packageLayer } from "./folders.ts";
import { runFunction } from "./patient.ts";

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
  const importing = `import shared from "shared";
    export const handler = async () => [shared, import.meta.resolve("node:fs")];`;

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
      export const handler = async () => [dual, createRequire(import.meta.url)("dual"),
        await import("dual/hidden").catch((error) => error.code)];`;
    expect(await load({ "index.mjs": source }, { layers: [dual, esm] })).toEqual([
      "imported",
      "required",
      "ERR_PACKAGE_PATH_NOT_EXPORTED",
    ]);
  });

  it("what is nowhere fails with Node's own error", async () => {
    const source = `export const handler = () => import("nowhere")
        .catch((error) => [error.code, error.message]);`;
    expect(await load({ "index.mjs": source })).toEqual([
      "ERR_MODULE_NOT_FOUND",
      "Cannot find package 'nowhere' imported from /var/task/index.mjs",
    ]);
  });

  it("also in worker threads and child processes", async () => {
    const source = `import { Worker } from "node:worker_threads"; import { execFileSync }
      from "node:child_process";
      import { once } from "node:events";
      export const handler = async () => {
        const [fromWorker] = await once(new Worker(new URL("worker.mjs", import.meta.url)), "message");
        return [fromWorker, execFileSync(process.execPath, ["/var/task/child.mjs"]).toString(),
          process.execPath];
      };`;
    const files = {
      "index.mjs": source,
      "worker.mjs": `import shared from "shared"; import { parentPort } from "node:worker_threads";
        parentPort.postMessage(shared);`,
      "child.mjs": `import shared from "shared"; process.stdout.write(shared);`,
    };
    expect(await load(files)).toEqual(["layer", "layer", "/var/lang/bin/node"]);
  });

  it("is below a hook that another preload registers", async () => {
    const hook = folder({
      "hook.cjs": `const urls = []; globalThis.urls = urls;
        require("node:module").registerHooks({
          resolve(specifier, context, next) {
            const found = next(specifier, context);
            if (specifier === "shared") urls.push([context.parentURL, found.url]); return found; } });`,
      wrap: { text: '#!/bin/sh\nnode=$1\nshift\nexec "$node" --require /opt/hook.cjs "$@"\n', mode: 0o755 },
    });
    const source = `import "shared"; export const handler = async () => globalThis.urls;`;
    const options = { layers: [layer, hook], env: { AWS_LAMBDA_EXEC_WRAPPER: "/opt/wrap" } };
    expect(await load({ "index.mjs": source }, options)).toEqual([
      ["file:///var/task/index.mjs", "file:///opt/nodejs/node_modules/shared/index.js"],
    ]);
  });
});
