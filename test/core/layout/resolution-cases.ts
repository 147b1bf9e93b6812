/** Every question that real Node and core/layout are both asked, by what decides it. */
import { exported } from "./resolution-cases/exports.ts";
import { filesAndFolders } from "./resolution-cases/files-and-folders.ts";
import { links } from "./resolution-cases/links.ts";
import { nodeModules } from "./resolution-cases/node-modules.ts";
import { ownNames } from "./resolution-cases/own-names.ts";
import type { ResolutionCase } from "./resolution-cases/resolution-case.ts";
import { roots } from "./resolution-cases/roots.ts";

export type { ResolutionCase };

export const resolutionCases: readonly ResolutionCase[] = [
  ...roots,
  ...nodeModules,
  ...filesAndFolders,
  ...exported,
  ...links,
  ...ownNames,
];
