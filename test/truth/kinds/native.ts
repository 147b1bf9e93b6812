/** An addon that this CPU cannot load, or that needs a library which is not there. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Draft, Fault } from "../draft.ts";
import { faultOf, stepOf } from "../steps.ts";
import { folderOf, type Place } from "../world.ts";

/** The least that Node-API asks of an addon. */
const addonSource = `extern int codec_width(void) __attribute__((weak));
typedef void *value;
int napi_create_int32(void *env, int number, value *result);
value napi_register_module_v1(void *env, value exports) {
  value result;
  napi_create_int32(env, codec_width ? codec_width() : 7, &result);
  return result;
}
`;

interface Addons {
  readonly whole: Buffer;
  readonly linked: Buffer;
  readonly library: string;
}

let built: Addons | undefined;

/** Two addons of one source; one is linked with a library that no function has. */
function addons(): Addons {
  if (built !== undefined) return built;
  const folder = mkdtempSync(join(tmpdir(), "outcrop-addon-"));
  try {
    const at = (name: string): string => join(folder, name);
    const compile = (...parameters: string[]): void =>
      void execFileSync("gcc", ["-shared", "-fPIC", "-O1", ...parameters], { cwd: folder });
    const library = "libcodec.so.2";
    writeFileSync(at("addon.c"), addonSource);
    writeFileSync(at("library.c"), "int codec_width(void) { return 7; }\n");
    compile("-o", library, `-Wl,-soname,${library}`, "library.c");
    compile("-o", "whole.node", "addon.c");
    compile("-o", "linked.node", "addon.c", "-Wl,--no-as-needed", library);
    built = { whole: readFileSync(at("whole.node")), linked: readFileSync(at("linked.node")), library };
    return built;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Offset of the machine in an ELF header, and the machine's number (elf.h). */
const MACHINE_AT = 18;
const machines = { x64: 0x3e, arm64: 0xb7 } as const;

function forOtherCpu(addon: Buffer): Buffer {
  const copy = Buffer.from(addon);
  copy.writeUInt16LE(process.arch === "arm64" ? machines.x64 : machines.arm64, MACHINE_AT);
  return copy;
}

export function wrongCpu(draft: Draft): Fault {
  const { whole } = addons();
  return addonFault(draft, forOtherCpu(whole), whole, ["wrong-architecture"]);
}

export function missingLibrary(draft: Draft): Fault {
  const { whole, linked } = addons();
  return addonFault(draft, linked, whole, ["missing-library"]);
}

function addonFault(
  draft: Draft,
  bad: Buffer,
  good: Buffer,
  codes: readonly ("wrong-architecture" | "missing-library")[],
): Fault {
  const { random, names } = draft;
  const name = names.package();
  const at: Place = random.chance(0.4) ? draft.layer() : "task";
  const { folder, path } = folderOf(at, name);
  const member = names.member();
  const within = random.pick(["build/Release/addon.node", "prebuilds/linux/addon.node", "lib/addon.node"]);
  const file = `${folder}/${within}`;
  const required = `require('./${within}')`;
  const isLazy = random.chance(0.5);
  const version = `${random.between(1, 6)}.${random.between(0, 9)}.${random.between(0, 9)}`;
  draft.put(at, {
    [`${folder}/package.json`]: `${JSON.stringify({ name, version, main: "index.js" }, null, 2)}\n`,
    [`${folder}/index.js`]: `'use strict';
${isLazy ? "" : `const width = ${required};\n`}
exports.${member} = function ${member}(order) {
  return order.id.length * ${isLazy ? required : "width"};
};
`,
    [file]: bad,
  });
  draft.dependencies[name] = `^${version}`;
  const use = draft.use(name, member);
  draft.steps.push(stepOf(draft, use, `${use.expression}(order)`, random.chance(0.6)));
  return faultOf({
    package: name,
    codes,
    paths: [path],
    repair: [{ at, folder: file, files: { [file]: good } }],
  });
}
