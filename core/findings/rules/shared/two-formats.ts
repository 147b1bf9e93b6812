/** Where the two formats of one copy meet, and how to load one of them everywhere. */
import { placeInNodeModules } from "../../../layout/copy.ts";
import type { CopyRef } from "../../../layout/copy-ref.ts";
import { isInside } from "../../../layout/paths.ts";
import type { Entry } from "../../rule/subjects.ts";
import type { World } from "../../rule/world.ts";

/**
 * The code in `user` got one format and uses the code in `package`, which got the other. Both are
 * directories, and equal where the same code got both.
 */
export interface FormatMeeting {
  readonly package: string;
  readonly user: string;
}

/** The entries of the two formats; of those that meet, where any do. */
export interface TwoFormats {
  readonly commonjs: Entry;
  readonly modules: Entry;
  readonly metBy: FormatMeeting | null;
}

/** Null where one of the lists is empty. */
export function twoFormatsOf(
  commonjs: readonly Entry[],
  modules: readonly Entry[],
  { usage }: World,
): TwoFormats | null {
  for (const one of commonjs) {
    for (const other of modules) {
      if (one.asker === null || other.asker === null) continue;
      const entries = { commonjs: one, modules: other };
      if (one.asker === other.asker) {
        // A package that asks for two different parts knows which: tracers take the parts of a loader so.
        if (!isOwn(one) && one.specifier !== other.specifier) continue;
        return { ...entries, metBy: { package: one.asker, user: other.asker } };
      }
      if (usage.usersOf(one.asker).has(other.asker))
        return { ...entries, metBy: { package: one.asker, user: other.asker } };
      if (usage.usersOf(other.asker).has(one.asker))
        return { ...entries, metBy: { package: other.asker, user: one.asker } };
    }
  }
  const [one] = commonjs;
  const [other] = modules;
  return one === undefined || other === undefined ? null : { commonjs: one, modules: other, metBy: null };
}

/**
 * How to ask for the ES module next to a CommonJS one, as in `graphql/index.mjs`; null without one, or
 * where "exports" decides what may be asked for.
 */
export function moduleBeside({ path }: Entry, copy: CopyRef, { packages, files }: World): string | null {
  if (packages.read(copy.path)?.exports !== undefined || !isInside(path, copy.path)) return null;
  const beside = path.replace(/\.c?js$/, ".mjs");
  if (beside === path || files.stat(beside)?.kind !== "file") return null;
  return copy.package + beside.slice(copy.path.length);
}

/**
 * One's own code is edited where it is one of the sides: what it asks for, and how, chooses the format.
 * Between two packages only a bundler can choose.
 */
export function loadOneFormat(
  { package: name, path }: CopyRef,
  { commonjs, modules }: TwoFormats,
  beside: string | null,
): string {
  if (isOwn(modules)) {
    const { specifier } = modules.specifier.endsWith(".mjs") ? commonjs : modules;
    const how = modules.how === "require" ? "require" : "createRequire(import.meta.url)";
    const from = modules.how === "require" ? "" : ', where createRequire is of "node:module"';
    const asked = modules.how === "require" ? commonjs.specifier : specifier;
    return `In ${modules.importer}, load ${name} as CommonJS: \`${how}(${JSON.stringify(asked)})\`${from}.`;
  }
  if (isOwn(commonjs)) {
    const asked = JSON.stringify(beside ?? modules.specifier);
    const load = `In ${commonjs.importer}, load ${name} as ES modules`;
    return commonjs.how === "import"
      ? `${load}: import it from ${asked}.`
      : `${load}: rename the file to .mjs and import from ${asked}, or use \`await import(${asked})\`.`;
  }
  const alias = `--alias:${name}=${path}`;
  return (
    `Bundle the code that uses ${name}, so that all of it gets one copy: ` +
    `\`esbuild <entry> --bundle --platform=node ${alias} --outfile=<file>\`.`
  );
}

/** `index.js, required by /var/task/index.js` */
export function entryPhrase({ path, how, importer }: Entry, copy: CopyRef): string {
  const file = isInside(path, copy.path) ? path.slice(copy.path.length + 1) : path;
  const verb = how === "import" ? "imported" : "required";
  return importer === null ? `${file}, loaded before the function` : `${file}, ${verb} by ${importer}`;
}

function isOwn({ importer }: Entry): boolean {
  return importer !== null && placeInNodeModules(importer) === null;
}
