/** How code asks for a package's member: the import, and the expression that then means the member. */
import { variableOf } from "./names.ts";
import type { Format } from "./package-files.ts";

export const styles = {
  commonjs: ["namespace", "alias", "destructured", "renamed", "inline", "lazy", "compiled"],
  module: ["namespace", "alias", "destructured", "renamed"],
} as const satisfies Record<Format, readonly string[]>;

export type Style = (typeof styles)[Format][number] | "default";

/** How code of one format can ask for a package of a format. */
export function stylesFor(format: Format, of: Format): readonly Style[] {
  // To an ES module, all that CommonJS exports is the default export.
  return format === "module" && of === "commonjs" ? [...styles.module, "default"] : styles[format];
}

export interface Use {
  /** A statement at the top; or empty. */
  readonly head: string;
  /** A statement right before the expression; or empty. */
  readonly before: string;
  readonly expression: string;
}

/** @param index makes short variables of one file differ */
export function useOf(format: Format, style: Style, from: string, member: string, index: number): Use {
  const name = variableOf(from);
  const short = String.fromCharCode(97 + (index % 26));
  const quoted = `'${from}'`;
  const use = (head: string, expression: string, before = ""): Use => ({ head, before, expression });
  if (format === "module") {
    switch (style) {
      case "destructured":
        return use(`import { ${member} } from ${quoted};`, member);
      case "renamed":
        return use(`import { ${member} as ${short}${index} } from ${quoted};`, `${short}${index}`);
      case "default":
        return use(`import ${name} from ${quoted};`, `${name}.${member}`);
      case "alias":
        return use(`import * as ${short}${index} from ${quoted};`, `${short}${index}.${member}`);
      default:
        return use(`import * as ${name} from ${quoted};`, `${name}.${member}`);
    }
  }
  switch (style) {
    case "destructured":
      return use(`const { ${member} } = require(${quoted});`, member);
    case "renamed":
      return use(`const { ${member}: ${short}${index} } = require(${quoted});`, `${short}${index}`);
    case "alias":
      return use(`const ${short}${index} = require(${quoted});`, `${short}${index}.${member}`);
    // As TypeScript and esbuild write an import.
    case "compiled":
      return use(`const ${name}_1 = require(${quoted});`, `(0, ${name}_1.${member})`);
    case "inline":
      return use("", `require(${quoted}).${member}`);
    case "lazy":
      return use("", `${name}.${member}`, `const ${name} = require(${quoted});`);
    default:
      return use(`const ${name} = require(${quoted});`, `${name}.${member}`);
  }
}
