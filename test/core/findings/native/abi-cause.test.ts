import { describe, expect, test } from "vitest";
import { library, nodeApiAddon, RETURN } from "../../support/library.ts";
import { causeIn, treeOf } from "../../support/native-case.ts";

const host = { abi: "127", napi: "10", node: "v22.23.3" };
const causeOf = (bytes: Uint8Array, message: string | null = null) =>
  causeIn(treeOf(bytes), message === null ? {} : { outcome: "failed", message }, host);
const bound = (version: number): Uint8Array =>
  library({ wants: ["node_module_register"], defines: { [`node_register_module_v${version}`]: RETURN } });
const text = `The module 'x'
was compiled against a different Node.js version using
NODE_MODULE_VERSION 115. This version of Node.js requires
NODE_MODULE_VERSION 127. Please try re-compiling or re-installing`;

describe("another Node", () => {
  test.each([
    [
      "a NODE_MODULE_VERSION by symbol",
      bound(115),
      null,
      { kind: "module-version", built: 115, host: 127, node: "v22.23.3", by: "symbol" },
    ],
    [
      "a NODE_MODULE_VERSION by Node's error",
      library({ wants: ["node_module_register"] }),
      text,
      { built: 115, host: 127, by: "error" },
    ],
    [
      "a symbol of Node's, though it is Node-API otherwise",
      nodeApiAddon(),
      "x.node: undefined symbol: _ZN4node10AsyncWrapC1Ev",
      { kind: "symbol", built: null, symbol: "_ZN4node10AsyncWrapC1Ev", by: "error" },
    ],
    [
      "a Node-API level above",
      nodeApiAddon(11),
      null,
      { kind: "node-api", built: 11, host: 10, by: "symbol" },
    ],
  ])("%s", (_, bytes, message, cause) =>
    expect(causeOf(bytes, message)).toMatchObject({ code: "abi-mismatch", ...cause }),
  );
});

describe("the name by which a loader passed it over", () => {
  const named = (name: string, bytes: Uint8Array, outcome: "none-fits" | "latent" = "none-fits") => {
    const path = `/var/task/node_modules/n/prebuilds/linux-x64/${name}`;
    return causeIn({ elsewhere: { [path.slice(1)]: bytes } }, { path, outcome }, host);
  };
  const silent = library({ wants: ["node_module_register"] });

  test("is for another Node", () => {
    const cause = { code: "abi-mismatch", kind: "module-version", built: 115, host: 127, by: "name" };
    expect(named("node.abi115.node", silent)).toMatchObject(cause);
    expect(named("node.abi115.glibc.node", silent)).toMatchObject(cause);
  });

  test("is for this Node, or not what decides", () => {
    expect(named("node.abi127.musl.node", silent)).toBeNull();
    expect(named("node.napi.node", silent)).toBeNull();
    expect(named("node.abi115.node", nodeApiAddon())).toBeNull();
    expect(named("node.abi115.node", silent, "latent")).toBeNull();
  });
});

describe("this Node", () => {
  test.each([
    ["its own NODE_MODULE_VERSION", bound(127)],
    [
      "one of several",
      library({ defines: { node_register_module_v115: RETURN, node_register_module_v127: RETURN } }),
    ],
    [
      "Node-API, whatever else it registers for",
      nodeApiAddon(8, { wants: ["_ZN2v87Isolate"], defines: { node_register_module_v115: RETURN } }),
    ],
    ["the Node-API level it has", nodeApiAddon(10)],
    ["the experimental level", nodeApiAddon(2147483647)],
    [
      "code of an unknown form",
      library({ defines: { napi_register_module_v1: RETURN, node_api_module_get_api_version_v1: RETURN } }),
    ],
    ["a static constructor, as long as Node says nothing", library({ wants: ["node_module_register"] })],
    ["a library that is not an addon", library()],
  ])("%s", (_, bytes) => expect(causeOf(bytes)).toBeNull());
});

test("another library's symbol is another matter", () =>
  expect(causeOf(nodeApiAddon(), "/x.node: undefined symbol: vips_init")).toMatchObject({
    code: "damaged-binary",
    defect: "refused",
  }));

test("a program has none", () => expect(causeIn(treeOf(bound(115)), { use: "run" }, host)).toBeNull());
