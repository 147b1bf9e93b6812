/**
 * node-pre-gyp (`@mapbox/node-pre-gyp` 1 and 2): `binary.module_path` of package.json with its placeholders
 * filled in, and in it `binary.module_name`. Of `binary.napi_versions` the highest that the host has.
 */
import { joinPath } from "../../layout/paths.ts";
import { choiceOf, type Loader, type LoaderHost, type NativePackage } from "./loader.ts";

export const nodePreGyp: Loader = (native, host, places) => {
  const { binary, dependencies } = native.manifest;
  if (binary === null || (!dependencies.has("@mapbox/node-pre-gyp") && !dependencies.has("node-pre-gyp")))
    return null;
  const values = valuesFor(native, host);
  const folder = binary.modulePath.replace(
    /\{(\w+)\}/g,
    (placeholder, name: string) => values.get(name) ?? placeholder,
  );
  return choiceOf([joinPath(native.path, `./${folder}/${binary.moduleName}.node`)], false, "load", places);
};

function valuesFor(
  { manifest: { name, version, binary } }: NativePackage,
  host: LoaderHost,
): ReadonlyMap<string, string> {
  const [, major = "", minor = "", patch = ""] = /^(\d+)\.(\d+)\.(\d+)/.exec(version ?? "") ?? [];
  const levels = (binary?.napiVersions ?? []).filter((level) => level <= Number(host.napi));
  const level = levels.length === 0 ? "" : String(Math.max(...levels));
  const abi = `node-v${host.abi}`;
  return new Map([
    ["name", name ?? ""],
    ["module_name", binary?.moduleName ?? ""],
    ["version", version?.replace(/\+.*$/, "") ?? ""],
    ["major", major],
    ["minor", minor],
    ["patch", patch],
    ["configuration", "Release"],
    ["runtime", "node"],
    ["node_abi", abi],
    ["node_abi_napi", "napi"],
    ["napi_version", host.napi],
    ["napi_build_version", level],
    ["node_napi_label", level === "" ? abi : `napi-v${level}`],
    ["platform", host.platform],
    ["target_platform", host.platform],
    ["arch", host.arch],
    ["target_arch", host.arch],
    ["libc", host.libc],
    ["toolset", ""],
  ]);
}
