/**
 * Names that an entry no longer exports. The function's code, if it is given, says which of them it uses: then
 * the others do not matter.
 */

import type { Runtime } from "../lambda/runtime.ts";
import { type How, namesOf } from "../layer-diff/names.ts";
import type { Layers } from "./layers.ts";
import type { SeenCopy } from "./seen.ts";
import type { Reason } from "./verdict.ts";

/** What a function's own code says. */
export interface NamesUsed {
  /** The names that it takes from what it asks for, by the specifier; null where they cannot be read. */
  names(specifier: string): ReadonlySet<string> | null;
  /** How it asks for a package, each specifier once for each way. */
  asks(packageName: string): readonly { readonly specifier: string; readonly how: How }[];
}

type About = Omit<Reason, "code" | "outcome">;

const maxNames = 50;

export function nameReasons(
  about: About,
  { path }: SeenCopy,
  layers: Layers,
  runtime: Runtime,
  used: NamesUsed | null,
): readonly Reason[] {
  const specifier = about.entry ?? about.package;
  const how: How = about.how === "import" ? "import" : "require";
  const after = namesIn(specifier, how, layers.now, runtime);
  if (after?.whole !== true) return [];
  const mine = used?.names(specifier) ?? null;
  const before = layers.old === null ? null : namesIn(specifier, how, layers.old, runtime);
  const isLost = (name: string): boolean => !after.names.has(name);
  if (mine !== null) {
    const gone = [...mine].filter((name) => isLost(name) && (before === null || before.names.has(name)));
    return gone.length === 0
      ? []
      : [
          {
            ...about,
            code: "used-name-gone",
            outcome: about.doubt === null ? "breaks" : "risk",
            items: gone.sort().slice(0, maxNames),
          },
        ];
  }
  if (before === null || layers.inPlaceOf(path) === null) return [];
  const gone = [...before.names].filter((name) => isLost(name) && !name.startsWith("_"));
  return gone.length === 0
    ? []
    : [{ ...about, code: "names-gone", outcome: "risk", items: gone.sort().slice(0, maxNames) }];
}

function namesIn(specifier: string, how: How, { site }: Layers["now"], { nodePath }: Runtime) {
  const resolver = site.resolverFor(...nodePath.filter((folder) => folder.startsWith("/opt/")));
  const found = resolver.resolve({ specifier, how, importer: "/var/task/index.js" });
  return found.kind === "file" ? namesOf(found.path, how, site, resolver) : null;
}
