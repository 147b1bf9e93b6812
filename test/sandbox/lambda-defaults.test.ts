/**
 * What Lambda sets otherwise than a person's own machine: no `require` of ES modules, and an ordinary user.
 */
import { describe, expect, it } from "vitest";
import type { SandboxOptions } from "../../sandbox/index.ts";
import { extensionLayer, folder, obedient, said } from "./folders.ts";
import { runFunction } from "./patient.ts";

async function answer(
  source: string,
  options: Partial<SandboxOptions> = {},
  files: Record<string, string> = {},
): Promise<unknown> {
  const task = folder({ "index.js": `exports.handler = async () => { ${source} }`, ...files });
  const { responses } = await runFunction({ task, events: [{}], ...options });
  const [response] = responses;
  return response?.ok ? response.payload : response?.error?.errorMessage;
}

describe("require of an ES module", () => {
  const requiring = "try { return require('./module.mjs').default } catch (error) { return error.code }";
  const files = { "module.mjs": "export default 'module'" };

  it("is refused", async () => expect(await answer(requiring, {}, files)).toBe("ERR_REQUIRE_ESM"));

  it("is allowed by the option, and by the variable that Lambda's bootstrap looks into", async () => {
    expect(await answer(requiring, { requireEsm: true }, files)).toBe("module");
    expect(await answer(requiring, { env: { NODE_OPTIONS: "--experimental-require-module" } }, files)).toBe(
      "module",
    );
  });

  it("decides which file of a package with the condition `module-sync` is loaded", async () => {
    const exports = { ".": { "module-sync": "./module.mjs", default: "./index.js" } };
    const dual = {
      "node_modules/dual/package.json": JSON.stringify({ name: "dual", version: "1.0.0", exports }),
      "node_modules/dual/module.mjs": "export const kind = 'module'",
      "node_modules/dual/index.js": "exports.kind = 'script'",
    };
    expect(await answer("return require('dual').kind", {}, dual)).toBe("script");
    expect(await answer("return require('dual').kind", { requireEsm: true }, dual)).toBe("module");
  });
});

describe("the user", () => {
  const identity = `[process.getuid(), process.getgid(),
        /CapEff:\\s*(\\S+)/.exec(require('node:fs').readFileSync('/proc/self/status', 'utf8'))[1]]`;

  it("of function and extension is the same ordinary one, without capabilities", async () => {
    const task = folder({ "index.js": `exports.handler = async () => ${identity}` });
    const watcher = extensionLayer("watcher", `say({ identity: ${identity} }); ${obedient}`);
    const { responses, logs } = await runFunction({
      task,
      layers: [watcher],
      events: [{}],
      isolation: "namespaces",
    });
    expect(responses[0]?.payload).toEqual([993, 990, "0000000000000000"]);
    expect(said(logs.extensions["watcher"])[0]).toEqual({ identity: [993, 990, "0000000000000000"] });
  });

  it("owns what it writes, and can give it to no one else", async () => {
    const source = `const fs = require('node:fs');
      fs.writeFileSync('/tmp/file', '');
      const { uid, gid } = fs.statSync('/tmp/file');
      const given = [[0, 0], [1000, 1000]].map(([u, g]) => {
        try { fs.chownSync('/tmp/file', u, g); return 'given' } catch (error) { return error.syscall } });
      return [uid, gid, ...given];`;
    expect(await answer(source, { isolation: "namespaces" })).toEqual([993, 990, "chown", "chown"]);
  });

  it("has the name and the home of Lambda's", async () => {
    const source = "const os = require('node:os'); return [os.userInfo().username, os.homedir()]";
    expect(await answer(source, { isolation: "namespaces" })).toEqual(["sbx_user1051", "/home/sbx_user1051"]);
  });

  it("can be root", async () => {
    expect(
      await answer("return [process.getuid(), process.getgid()]", { isolation: "namespaces", uid: 0 }),
    ).toEqual([0, 0]);
  });
});
