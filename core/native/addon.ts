/**
 * How a library registers itself with Node, by the signs in its symbol table (node.h, node_api.h):
 * `napi_register_module_v1` defined: Node-API; `node_api_module_get_api_version_v1` returns the level it
 * wants, and where it is missing that is 8; `napi_module_register` wanted: Node-API by a static constructor,
 * as older releases did; `node_register_module_v<n>` defined: bound to that NODE_MODULE_VERSION. Without any
 * of these, `node_module_register` wanted: bound to one that only its data names.
 */
import { Bytes } from "./bytes.ts";
import type { Elf } from "./elf.ts";
import type { ElfDynamic } from "./elf-dynamic.ts";
import { type ElfImage, fileOffset } from "./elf-image.ts";
import { readStrings, readSymbols, symbolName } from "./elf-symbols.ts";
import type { FileWindow } from "./window.ts";

export interface Addon {
  /** It has a Node-API entry point, of either kind. */
  readonly nodeApi: boolean;
  /** The level it asks for; null where it has no Node-API entry point, or its code has an unknown form. */
  readonly nodeApiVersion: number | null;
  /** The NODE_MODULE_VERSIONs it registers for by name. */
  readonly moduleVersions: readonly number[];
}

/** NODE_API_DEFAULT_MODULE_API_VERSION in node_api.h. */
const defaultNodeApi = 8;
const registerFunction = /^node_register_module_v(\d{1,4})$/;

/** Null where its symbols cannot be read. */
export function readAddon(window: FileWindow, elf: Elf, image: ElfImage, dynamic: ElfDynamic): Addon | null {
  const strings = readStrings(window, dynamic);
  const symbols = strings && readSymbols(window, elf, dynamic, (name) => mayBeSign(strings, name));
  if (strings === null || symbols === null) return null;
  const moduleVersions: number[] = [];
  let nodeApi = false;
  let levelAt: number | null = null;
  for (const { name: at, defined, value } of symbols) {
    const name = symbolName(strings, at);
    const bound = defined ? registerFunction.exec(name)?.[1] : undefined;
    if (bound !== undefined) moduleVersions.push(Number(bound));
    else if (name === (defined ? "napi_register_module_v1" : "napi_module_register")) nodeApi = true;
    else if (defined && name === "node_api_module_get_api_version_v1") levelAt = value;
  }
  const level = levelAt === null ? defaultNodeApi : readConstant(window, elf, image, levelAt);
  return { nodeApi, nodeApiVersion: nodeApi ? level : null, moduleVersions };
}

/** The number a function consists of returning; null for code of another form. */
function readConstant(window: FileWindow, elf: Elf, image: ElfImage, address: number): number | null {
  const offset = fileOffset(image, address);
  const code = offset === null ? null : window.slice(offset, Math.min(24, window.size - offset));
  if (code === null || elf.endian !== "little") return null;
  if (elf.machine === 62) return x64Constant(code);
  return elf.machine === 183 ? arm64Constant(code) : null;
}

/** `[endbr64] [push rbp; mov rbp, rsp] mov eax, imm32` */
function x64Constant(code: Uint8Array): number | null {
  let at = 0;
  for (const prologue of [
    [0xf3, 0x0f, 0x1e, 0xfa],
    [0x55, 0x48, 0x89, 0xe5],
  ]) {
    if (prologue.every((byte, index) => code[at + index] === byte)) at += prologue.length;
  }
  return code[at] === 0xb8 ? new Bytes(code, true).u32(at + 1) : null;
}

/** `movz w0, #imm16` among the first instructions: `bti` or the saving of registers may come before it. */
function arm64Constant(code: Uint8Array): number | null {
  const instructions = new Bytes(code, true);
  for (let at = 0; at < 16; at += 4) {
    const instruction = instructions.u32(at);
    // JavaScript's & is signed; >>> 0 makes the mask's top bit a value again.
    if (instruction !== null && (instruction & 0xffe0001f) >>> 0 === 0x52800000)
      return (instruction >>> 5) & 0xffff;
  }
  return null;
}

/** `na…` or `no…`: of a thousand symbols the names of a few are worth reading. */
function mayBeSign(strings: Uint8Array, at: number): boolean {
  return strings[at] === 0x6e && (strings[at + 1] === 0x61 || strings[at + 1] === 0x6f);
}
