import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const wrapper = resolve("layer-template/outcrop-wrapper");
let sysroot: string;

/** A script instead of node or of another wrapper, that prints what it was started with. */
function script(name: string, body: string): string {
  const path = join(sysroot, name);
  writeFileSync(path, `#!/bin/sh\n${body}\n`);
  chmodSync(path, 0o755);
  return path;
}

function run(command: readonly string[], env: Record<string, string> = {}) {
  const { stdout, stderr, status } = spawnSync(wrapper, command, {
    encoding: "utf8",
    env: { PATH: process.env["PATH"], OUTCROP_SYSROOT: sysroot, ...env },
  });
  return { stdout: stdout.replaceAll(sysroot, ""), stderr: stderr.replaceAll(sysroot, ""), status };
}

const told = 'echo "$0" "$@" "attach=$OUTCROP_ATTACH"';
let node: string;

beforeEach(() => {
  sysroot = realpathSync(mkdtempSync(join(tmpdir(), "outcrop test ")));
  mkdirSync(join(sysroot, "opt/outcrop"), { recursive: true });
  writeFileSync(join(sysroot, "opt/outcrop/shim.cjs"), "");
  node = script("node", told);
});
afterEach(() => rmSync(sysroot, { recursive: true }));

describe("the wrapper", () => {
  it("inserts the shim right after the interpreter, also in paths with blanks", () => {
    const { stdout, stderr } = run([
      node,
      "--expose-gc",
      "--max-http-header-size",
      "81920",
      "/var/runtime/index.mjs",
    ]);
    expect(stdout).toBe(
      "/node --require /opt/outcrop/shim.cjs --expose-gc --max-http-header-size 81920 " +
        "/var/runtime/index.mjs attach=1\n",
    );
    expect(stderr).toBe("");
  });

  it("keeps arguments as they are", () => {
    script("node", 'for argument in "$@"; do echo "[$argument]"; done');
    const odd = ["a b", "", "$HOME", "*", 'quo"te', "--", "new\nline"];
    expect(run([node, ...odd]).stdout).toBe(
      ["--require", "/opt/outcrop/shim.cjs", ...odd].map((argument) => `[${argument}]\n`).join(""),
    );
  });

  it.each([
    ["the shim is missing", () => rmSync(join(sysroot, "opt/outcrop/shim.cjs")), {}],
    ["it is disabled", () => {}, { OUTCROP_DISABLED: "1" }],
  ])("runs the command untouched when %s", (_, prepare, env) => {
    prepare();
    expect(run([node, "/var/runtime/index.mjs"], env).stdout).toBe("/node /var/runtime/index.mjs attach=\n");
  });

  it.each(["nodejs8.10", "nodejs14.x", "nodejs18.x", "nodejs20.x"])(
    "runs the command untouched on %s, which has no hooks",
    (runtime) => {
      expect(
        run([node, "/var/runtime/index.mjs"], { AWS_EXECUTION_ENV: `AWS_Lambda_${runtime}` }).stdout,
      ).toBe("/node /var/runtime/index.mjs attach=\n");
    },
  );

  it("runs the command untouched when it is not node", () => {
    expect(run([script("python3", told), "bootstrap.py"]).stdout).toBe("/python3 bootstrap.py attach=\n");
  });

  it("hands on to the next wrapper in the chain, with the shim in place", () => {
    const next = script("datadog_wrapper", 'export NODE_OPTIONS=--require=dd; exec "$@" --from-next');
    expect(run([node, "index.mjs"], { OUTCROP_EXEC_WRAPPER: next }).stdout).toBe(
      "/node --require /opt/outcrop/shim.cjs index.mjs --from-next attach=1\n",
    );
    expect(run([node, "index.mjs"], { OUTCROP_EXEC_WRAPPER: next, OUTCROP_DISABLED: "1" }).stdout).toBe(
      "/node index.mjs --from-next attach=\n",
    );
  });

  it("does not come round for ever when the next wrapper is itself", () => {
    expect(
      run([node, "index.mjs"], { OUTCROP_EXEC_WRAPPER: wrapper, AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x" })
        .stdout,
    ).toBe("/node --require /opt/outcrop/shim.cjs index.mjs attach=1\n");
  });

  it("goes on without a next wrapper that cannot be run, and says so", () => {
    const { stdout, stderr } = run([node, "index.mjs"], { OUTCROP_EXEC_WRAPPER: "/opt/missing" });
    expect(stdout).toBe("/node --require /opt/outcrop/shim.cjs index.mjs attach=1\n");
    expect(stderr).toBe(
      "outcrop: OUTCROP_EXEC_WRAPPER names /opt/missing, which is not an executable file; continuing " +
        "without it\n",
    );
  });

  it("hands the exit code and the process on", () => {
    script("node", "exit 42");
    expect(run([node]).status).toBe(42);
    script("node", "echo $$");
    const child = spawnSync(wrapper, [node], { encoding: "utf8", env: { OUTCROP_SYSROOT: sysroot } });
    expect(child.stdout.trim()).toBe(String(child.pid));
  });

  it("is executable, with Unix line ends, as everything is that Lambda executes", () => {
    for (const path of ["dist/layer/outcrop-wrapper", "dist/layer/extensions/outcrop"])
      expect(statSync(path).mode & 0o777).toBe(0o755);
  });
});
