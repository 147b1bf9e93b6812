/** The files of a package, from what it exports. */
import type { Tree } from "../support/layer-run.ts";

export type Format = "commonjs" | "module";

/** One name that a package exports, and the statement that declares it. */
export interface Member {
  readonly name: string;
  readonly source: string;
}

export interface PackagePlan {
  readonly name: string;
  readonly version: string;
  readonly format: Format;
  /** `lib`: each member in a file of its own, with the head above it. */
  readonly layout: "flat" | "object" | "lib";
  /** Statements before the members: imports, what they share. */
  readonly head?: string;
  readonly members: readonly Member[];
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  /** `exports` of package.json: nothing but the main file can be asked for. */
  readonly sealed?: boolean;
}

export function packageFiles(folder: string, plan: PackagePlan): Tree {
  const { name, version, format, dependencies, peerDependencies, sealed } = plan;
  const manifest = {
    name,
    version,
    main: "index.js",
    ...(format === "module" ? { type: "module" } : {}),
    ...(sealed || format === "module" ? { exports: { ".": "./index.js" } } : {}),
    ...(dependencies && { dependencies }),
    ...(peerDependencies && { peerDependencies }),
  };
  const sources = plan.layout === "lib" ? ofFiles(plan) : { "index.js": wholeOf(plan) };
  return Object.fromEntries([
    [`${folder}/package.json`, `${JSON.stringify(manifest, null, 2)}\n`],
    ...Object.entries(sources).map(([file, source]) => [`${folder}/${file}`, source]),
  ]);
}

function wholeOf({ format, layout, head = "", members }: PackagePlan): string {
  const names = members.map(({ name }) => name);
  const body = [head, ...members.map(({ source }) => source)].filter(Boolean).join("\n\n");
  if (format === "module") return `${body}\n\nexport { ${names.join(", ")} };\n`;
  if (layout === "object") return `'use strict';\n${body}\n\nmodule.exports = { ${names.join(", ")} };\n`;
  return `'use strict';\n${body}\n\n${names.map((name) => `exports.${name} = ${name};`).join("\n")}\n`;
}

function ofFiles({ format, head = "", members }: PackagePlan): Record<string, string> {
  const index = members.map(({ name }) =>
    format === "module"
      ? `export { ${name} } from './lib/${name}.js';`
      : `exports.${name} = require('./lib/${name}.js').${name};`,
  );
  const files = members.map(({ name, source }) => {
    const end = format === "module" ? `export { ${name} };` : `exports.${name} = ${name};`;
    return [`lib/${name}.js`, `${[head, source, end].filter(Boolean).join("\n\n")}\n`] as const;
  });
  return { "index.js": `${index.join("\n")}\n`, ...Object.fromEntries(files) };
}
