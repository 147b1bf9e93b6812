import { describe, expect, test } from "vitest";
import type { Addon } from "../../../core/native/addon.ts";
import {
  type LibraryOptions,
  library,
  nodeApiAddon,
  RETURN,
  returnLevel,
  u32le,
} from "../support/library.ts";
import { opened } from "../support/native-file.ts";

function addonOf(bytes: Uint8Array): Addon | null {
  const { natives, file } = opened(bytes);
  return natives.addon(file);
}
const none: Addon = { nodeApi: false, nodeApiVersion: null, moduleVersions: [] };
const level = "node_api_module_get_api_version_v1";
const nodeApi = (code: readonly number[], options: LibraryOptions = {}): Addon | null =>
  addonOf(library({ ...options, defines: { napi_register_module_v1: RETURN, [level]: code } }));

describe("how it registers", () => {
  test.each([
    ["a library that is not an addon", library({ wants: ["memcpy"], defines: { f: RETURN } }), {}],
    ["Node-API without a level", nodeApiAddon(), { nodeApi: true, nodeApiVersion: 8 }],
    ["Node-API 10", nodeApiAddon(10), { nodeApi: true, nodeApiVersion: 10 }],
    [
      "Node-API by a static constructor",
      library({ wants: ["napi_module_register"] }),
      { nodeApi: true, nodeApiVersion: 8 },
    ],
    [
      "a NODE_MODULE_VERSION",
      library({ defines: { node_register_module_v127: RETURN } }),
      { moduleVersions: [127] },
    ],
    ["a static constructor", library({ wants: ["node_module_register"] }), {}],
    [
      "names that only begin alike",
      library({ defines: { napi_register_module_v12: RETURN, node_register_module_vX: RETURN } }),
      {},
    ],
    ["an entry point that is wanted, not there", library({ wants: ["napi_register_module_v1"] }), {}],
  ])("%s", (_, bytes, signs) => expect(addonOf(bytes)).toEqual({ ...none, ...signs }));
});

describe("the level in the function's code", () => {
  const endbr = [0xf3, 0x0f, 0x1e, 0xfa];
  const frame = [0x55, 0x48, 0x89, 0xe5];
  const movz = (imm: number, register = 0): readonly number[] =>
    u32le((0x52800000 | (imm << 5) | register) >>> 0);
  const ret = u32le(0xd65f03c0);
  test.each([
    ["x86-64", returnLevel(9), {}, 9],
    ["x86-64 with endbr64", [...endbr, ...returnLevel(9)], {}, 9],
    ["x86-64 with a frame", [...frame, ...returnLevel(9)], {}, 9],
    ["x86-64 with both", [...endbr, ...frame, ...returnLevel(2147483647)], {}, 2147483647],
    ["x86-64 in another form", [0x90, ...returnLevel(9)], {}, null],
    ["aarch64", [...movz(10), ...ret], { machine: 183 }, 10],
    ["aarch64 with bti", [...u32le(0xd503245f), ...movz(9), ...ret], { machine: 183 }, 9],
    ["aarch64 into another register", [...movz(9, 1), ...ret, ...ret, ...ret], { machine: 183 }, null],
    ["another machine", returnLevel(9), { machine: 243 }, null],
  ] as const)("%s", (_, code, options, expected) =>
    expect(nodeApi(code, options)?.nodeApiVersion).toBe(expected),
  );
});

test("no symbols to read: no answer", () => {
  const bytes = library({ type: 2 });
  bytes[64 + 2 * 56] = 6;
  expect(addonOf(bytes)).toBeNull();
});
