/** The fallback without namespaces: the same functions and extensions, the roots below a prefix. */
import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { extensionLayer, folder, obedient, packageLayer, said } from "./folders.ts";
import { runFunction } from "./patient.ts";

const layer = packageLayer("shared", "1.0.0", "module.exports = 'layer'");
const source = `import shared from "shared"; import { tmpdir } from "node:os";
  import { createRequire } from "node:module";
  export const handler = async () => {
    const { OUTCROP_SYSROOT: root, LAMBDA_TASK_ROOT, NODE_PATH } = process.env;
    return {
      root, task: LAMBDA_TASK_ROOT, tmp: tmpdir(), cwd: process.cwd(), shared,
      found: createRequire(import.meta.url).resolve("shared"), last: NODE_PATH.split(":").at(-1) };
  };`;

describe("staged roots", () => {
  it("are where OUTCROP_SYSROOT says, for function and extension, and are gone afterwards", async () => {
    const watcher = extensionLayer("watcher", `say({ root: process.env.OUTCROP_SYSROOT }); ${obedient}`);
    const result = await runFunction({
      task: folder({ "index.mjs": source }),
      layers: [layer, watcher],
      events: [{}],
      isolation: "staged",
    });
    expect(result.isolation).toEqual({ kind: "staged", reason: "asked for" });
    const payload = result.responses[0]?.payload as { root: string };
    expect(payload).toEqual({
      root: expect.stringMatching(/^\//),
      task: `${payload.root}/var/task`,
      tmp: `${payload.root}/tmp`,
      cwd: `${payload.root}/var/task`,
      shared: "layer",
      found: `${payload.root}/opt/nodejs/node_modules/shared/index.js`,
      last: `${payload.root}/var/task`,
    });
    const [first, ...events] = said(result.logs.extensions["watcher"]);
    expect(first).toEqual({ root: payload.root });
    expect(events.map(({ eventType }) => eventType)).toEqual(["INVOKE", "SHUTDOWN"]);
    expect(existsSync(payload.root)).toBe(false);
  });

  it("have the wrapper, given as /opt/…", async () => {
    const wrapper = folder({ wrap: { text: '#!/bin/sh\nexport WRAPPED="$1"\nexec "$@"\n', mode: 0o755 } });
    const task = folder({
      "index.js":
        "exports.handler = async () => process.env.WRAPPED.slice(process.env.OUTCROP_SYSROOT.length)",
    });
    const result = await runFunction({
      task,
      layers: [wrapper],
      env: { AWS_LAMBDA_EXEC_WRAPPER: "/opt/wrap" },
      events: [{}],
      isolation: "staged",
    });
    expect(result.responses[0]?.payload).toBe("/var/lang/bin/node");
  });
});
