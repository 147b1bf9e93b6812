/**
 * Modules that ask for the package of their platform, find neither it nor anything that serves instead, and
 * then throw: those of sharp and lightningcss, and the loaders that napi-rs writes. They ask inside of a
 * `try`, one name for each platform or one that is put together, so no single import shows that the init ends
 * there.
 */
import { placeInNodeModules } from "../../core/layout/copy.ts";
import { parseBareSpecifier } from "../../core/layout/specifier.ts";
import { nativeChoices } from "../../core/native/choice/choose.ts";
import { isForHost, packageDirectory } from "../../core/native/choice/host-package.ts";
import { addonsIn, type LoaderHost } from "../../core/native/choice/loader.ts";
import { systemLibc } from "../../core/native/libc.ts";
import { parsePlatformName } from "../../core/native/platform-name.ts";
import type { PredictedEdge, Walked } from "../walk/walk.ts";
import { type NativeLoads, nativeFileOf } from "./loads.ts";

export interface GivenUp {
  readonly importer: string;
  /** The package for this platform, as it was asked for. */
  readonly specifier: string;
}

/** WebAssembly serves where no native file does. */
const wasm = /wasm|wasi\b/;

/** @param variable of the function; null when unset or empty */
export function givenUp(
  { edges, quitters }: Pick<Walked, "edges" | "quitters">,
  loads: NativeLoads,
  variable: LoaderHost["variable"],
): readonly GivenUp[] {
  const byImporter = Map.groupBy(edges, ({ importer }) => importer);
  return [...quitters].flatMap(([importer, stems]) =>
    placeInNodeModules(importer) === null
      ? []
      : lackedBy(importer, byImporter.get(importer) ?? [], stems, loads, variable),
  );
}

function lackedBy(
  importer: string,
  edges: readonly PredictedEdge[],
  stems: readonly string[],
  loads: NativeLoads,
  variable: LoaderHost["variable"],
): readonly GivenUp[] {
  const { world } = loads;
  const copy = world.copyOf(importer);
  const manifest = world.packages.read(copy.path);
  if (world.host === null || manifest === null) return [];
  const host: LoaderHost = { ...world.host, libc: systemLibc(world.files), variable };
  const named = edges.filter(({ specifier }) =>
    isForHost(parseBareSpecifier(specifier)?.package ?? "", host),
  );
  const lacked = named
    .filter(({ resolved, how }) => resolved.kind === "error" && how !== "require.resolve")
    .map(({ specifier }) => specifier);
  const optional = [...manifest.optionalDependencies.keys()];
  const composed = optional.filter(
    (name) => isForHost(name, host) && stems.includes(parsePlatformName(name)?.stem ?? ""),
  );
  const isThere = (name: string): boolean => packageDirectory(name, copy.path, world) !== null;
  const asked = lacked.length > 0 ? lacked : composed;
  const isServed =
    named.some(({ resolved }) => resolved.kind === "file") ||
    (lacked.length === 0 && composed.some(isThere)) ||
    optional.some((name) => wasm.test(name) && isThere(name)) ||
    edges.some((edge) => serves(edge, loads)) ||
    addonsIn(copy.path, world).some((name) => loads.causeOf(`${copy.path}/${name}`) === null) ||
    (asked.length > 0 && nativeChoices({ path: copy.path, manifest }, host, world).length > 0);
  return isServed ? [] : asked.map((specifier) => ({ importer, specifier }));
}

/** What the module can load instead: another native file, WebAssembly, or code of its own. */
function serves(edge: PredictedEdge, loads: NativeLoads): boolean {
  const { resolved, specifier, always } = edge;
  if (resolved.kind !== "file") return false;
  const native = nativeFileOf(edge);
  if (native !== null) return loads.causeOf(native) === null;
  return wasm.test(resolved.path) || (!always && specifier.startsWith(".") && /js$/.test(resolved.path));
}
