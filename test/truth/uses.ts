/** How code asks for a package's member: the import, and the expression that stands for the member then. */
import { variableOf } from "./names.ts";
import type { Format } from "./package-files.ts";

export const styles = {
  commonjs: ["namespace", "alias", "destructured", "renamed", "inline", "lazy"],
  module: ["namespace", "alias", "destructured", "renamed"],
} as const satisfies Record<Format, readonly string[]>;

export type Style = (typeof styles)[Format][number];

export interface Use {
  /** A statement at the top; empty where there is none. */
  readonly head: string;
  /** A statement right before the expression; empty where there is none. */
  readonly before: string;
  readonly expression: string;
}

/** @param index tells short variables of one file apart */
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
    case "inline":
      return use("", `require(${quoted}).${member}`);
    case "lazy":
      return use("", `${name}.${member}`, `const ${name} = require(${quoted});`);
    default:
      return use(`const ${name} = require(${quoted});`, `${name}.${member}`);
  }
}
