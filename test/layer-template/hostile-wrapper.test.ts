import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type HostileVariable,
  hostileEnvironment,
  hostileFiles,
  hostileVariables,
} from "../faults/hostile-variables.ts";

const wrapper = resolve("layer-template/outcrop-wrapper");
let sysroot: string;
let bash: string;

beforeAll(() => {
  sysroot = realpathSync(mkdtempSync(join(tmpdir(), "outcrop-test-")));
  for (const [name, content] of Object.entries({ ...hostileFiles, "opt/outcrop/shim.cjs": "" })) {
    mkdirSync(dirname(join(sysroot, name)), { recursive: true });
    writeFileSync(join(sysroot, name), content, { mode: 0o755 });
  }
  bash = join(sysroot, "sh");
  symlinkSync("/bin/bash", bash);
});
afterAll(() => rmSync(sysroot, { recursive: true }));

/** What a shell changes by itself, in any script. */
const own = /^(_|SHLVL|LINENO|EPOCHREALTIME|EPOCHSECONDS|RANDOM|SRANDOM|SECONDS|OUTCROP_ATTACH)=/;

/** The environment that the last program of the chain gets. */
function environmentAfter(
  shell: string,
  variable: HostileVariable,
  chain: readonly string[],
  env: Readonly<Record<string, string>> = {},
) {
  const all = {
    PATH: "/usr/bin:/bin",
    OUTCROP_SYSROOT: sysroot,
    ...env,
    ...hostileEnvironment(variable, join(sysroot, "hostile")),
  };
  const { stdout, status } = spawnSync(shell, chain, { env: all, encoding: "latin1" });
  const printed = variable.noise === undefined ? stdout : stdout.replaceAll(variable.noise, "");
  const entries = printed.split("\0").filter((entry) => entry !== "" && !own.test(entry));
  return { environment: entries.sort(), status };
}

const shells = (): string[] => ["/bin/sh", bash];

describe("the wrapper in a hostile environment", () => {
  it.each(hostileVariables)("hands on the environment with $name as a shell alone would", (variable) => {
    const plain = join(sysroot, "plain");
    writeFileSync(plain, 'exec "$@"\n');
    // By this name the shim is inserted. Perl shows what the kernel gave it, and takes no option after its
    // script.
    const program = join(sysroot, "perl/node");
    mkdirSync(dirname(program), { recursive: true });
    writeFileSync(program, '#!/usr/bin/perl\nopen(F, "</proc/self/environ"); print(<F>);\n', { mode: 0o755 });
    for (const shell of variable.survivable === undefined ? shells() : ["/bin/sh"]) {
      const bare = environmentAfter(shell, variable, [plain, program]);
      expect(environmentAfter(shell, variable, [wrapper, program])).toEqual(bare);
      // The next wrapper in the chain is asked for by its own path.
      const chain = { OUTCROP_EXEC_WRAPPER: wrapper };
      const { environment, status } = environmentAfter(shell, variable, [wrapper, program], chain);
      expect({ environment, status }).toEqual({
        ...bare,
        environment: bare.status === 0 ? [...bare.environment, `OUTCROP_EXEC_WRAPPER=${wrapper}`].sort() : [],
      });
    }
  });

  it.each(hostileVariables)("inserts the shim with $name", (variable) => {
    const program = join(sysroot, "bin/node");
    mkdirSync(dirname(program), { recursive: true });
    rmSync(program, { force: true });
    symlinkSync("/bin/echo", program);
    const env = {
      PATH: "/usr/bin:/bin",
      OUTCROP_SYSROOT: sysroot,
      ...hostileEnvironment(variable, join(sysroot, "hostile")),
    };
    for (const shell of variable.survivable === undefined ? shells() : ["/bin/sh"]) {
      const { stdout, status } = spawnSync(shell, [wrapper, program, "--a", "b c", "*"], {
        env,
        encoding: "utf8",
      });
      const printed = variable.noise === undefined ? stdout : stdout.replaceAll(variable.noise, "");
      expect({ printed, status }).toEqual({
        printed: `--require ${sysroot}/opt/outcrop/shim.cjs --a b c *\n`,
        status: 0,
      });
    }
  });
});
