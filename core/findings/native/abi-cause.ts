/** Whether Node would take a library that the loader takes: step 8 of native-cause.ts. */
import type { NativeFile } from "../../native/native-file.ts";
import type { NativeSubject } from "./native-subject.ts";
import type { Natives } from "./natives.ts";

export interface AbiCause {
  readonly code: "abi-mismatch";
  /**
   * `module-version`: NODE_MODULE_VERSION, another for each major of Node. `node-api`: a level that Node does
   * not have yet. `symbol`: something of V8 or of Node's C++ interface that is there no longer, or not yet.
   */
  readonly kind: "module-version" | "node-api" | "symbol";
  /** The version or level it was built for; null where only a symbol shows it. */
  readonly built: number | null;
  /** The host's. */
  readonly host: number;
  /** The symbol Node does not have; null unless it is that kind. */
  readonly symbol: string | null;
  /** `process.version` of the host. */
  readonly node: string;
  /** What shows it: the file's symbols; or, where only its data does, the error or the loader's own names. */
  readonly by: "symbol" | "error" | "name";
}

/** NAPI_VERSION_EXPERIMENTAL (js_native_api.h): every Node takes it. */
const experimentalLevel = 2147483647;
const moduleVersionError =
  /NODE_MODULE_VERSION (\d{1,6})\. This version of Node\.js requires\s+NODE_MODULE_VERSION (\d{1,6})/;

/** `node.abi79.node` of node-gyp-build, by which it chose none. */
const moduleVersionName = /\.abi(\d{1,6})\.[^/]*node$/;
const undefinedSymbolError = /: undefined symbol: (_ZNK?(?:2v8|4node)\w{1,500})/;

export function abiCause(
  file: NativeFile,
  { path, use, message, outcome }: NativeSubject,
  { files, host }: Natives,
): AbiCause | null {
  if (use === "run" || host === null) return null;
  const common = { code: "abi-mismatch", node: host.node, symbol: null } as const;
  const [level, version] = [Number(host.napi), Number(host.abi)];
  const { nodeApi = false, nodeApiVersion: asked = null, moduleVersions = [] } = files.addon(file) ?? {};
  if (nodeApi && asked !== null && asked > level && asked !== experimentalLevel)
    return { ...common, kind: "node-api", built: asked, host: level, by: "symbol" };
  const [built] = moduleVersions;
  if (!nodeApi && built !== undefined && !moduleVersions.includes(version))
    return { ...common, kind: "module-version", built, host: version, by: "symbol" };
  const [, told, wanted] = moduleVersionError.exec(message ?? "") ?? [];
  if (told !== undefined)
    return { ...common, kind: "module-version", built: Number(told), host: Number(wanted), by: "error" };
  const tagged = outcome === "none-fits" ? moduleVersionName.exec(path)?.[1] : undefined;
  if (tagged !== undefined && !nodeApi && Number(tagged) !== version)
    return { ...common, kind: "module-version", built: Number(tagged), host: version, by: "name" };
  const symbol = undefinedSymbolError.exec(message ?? "")?.[1];
  return symbol === undefined
    ? null
    : { ...common, kind: "symbol", built: null, host: version, symbol, by: "error" };
}
