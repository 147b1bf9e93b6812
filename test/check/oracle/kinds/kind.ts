/**
 * A small function that asks for modules in one way. All of them are in one /var/task, each in a folder of
 * its own, so that one run can have them all.
 */
export interface Kind {
  readonly name: string;
  /**
   * Path below the function's folder -> content; an object becomes JSON. It begins with index.js or index.mjs
   * and needs no handler: it gets one.
   */
  readonly files: Readonly<Record<string, string | object>>;
  /** Path below the function's folder -> where the link leads. */
  readonly links?: Readonly<Record<string, string>>;
}

/** A package's package.json and its main file, which exports the package's name. */
export function copy(
  name: string,
  fields: object = {},
  folder = "node_modules",
): Readonly<Record<string, string | object>> {
  return {
    [`${folder}/${name}/package.json`]: { name, version: "1.0.0", ...fields },
    [`${folder}/${name}/index.js`]: `module.exports = ${JSON.stringify(name)};`,
  };
}
