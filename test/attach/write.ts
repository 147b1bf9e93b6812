/**
 * `node test/attach/write.ts`: writes docs/attach/cost.md, and the blocks of the guides that show files and
 * lines.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { attachFolder } from "./attach-folder.ts";
import { costPage } from "./cost.ts";
import { filled, guidePaths, readGuide } from "./guides.ts";

for (const path of guidePaths)
  if (path !== "cost.md") writeFileSync(join(attachFolder, path), filled(readGuide(path)));
writeFileSync(join(attachFolder, "cost.md"), costPage());
