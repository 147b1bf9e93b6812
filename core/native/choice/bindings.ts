/**
 * bindings 1.5: the name the package asks for, in the first of its folders that holds a file of that name.
 * Only the package's code has the name, so every name in one of the folders is taken to be asked for. A file
 * that is found and cannot be loaded ends the search.
 */
import { addonsIn, choiceOf, type Loader, type LoaderHost, maxNames } from "./loader.ts";

export const bindings: Loader = ({ path, manifest }, host, places) => {
  if (!manifest.dependencies.has("bindings")) return null;
  const top = new Set(places.files.readDir(path, maxNames) ?? []);
  const first = new Map<string, string>();
  for (const folder of foldersFor(host)) {
    if (!top.has(folder.split("/", 1)[0] ?? "")) continue;
    for (const name of addonsIn(`${path}/${folder}`, places)) {
      if (!first.has(name)) first.set(name, `${path}/${folder}/${name}`);
    }
  }
  return [...first.values()].flatMap((file) => choiceOf([file], false, "load", places));
};

function foldersFor(host: LoaderHost): readonly string[] {
  const { node, abi, platform, arch } = host;
  const compiled = host.variable("NODE_BINDINGS_COMPILED_DIR") ?? "compiled";
  return [
    "build",
    "build/Debug",
    "build/Release",
    "out/Debug",
    "Debug",
    "out/Release",
    "Release",
    "build/default",
    `${compiled}/${node.replace(/^v/, "")}/${platform}/${arch}`,
    "addon-build/release/install-root",
    "addon-build/debug/install-root",
    "addon-build/default/install-root",
    `lib/binding/node-v${abi}-${platform}-${arch}`,
  ];
}
