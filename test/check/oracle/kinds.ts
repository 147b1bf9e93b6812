/** The small functions of kinds/, written into one /var/task with the layer and the runtime that they need. */
import { mkdirSync, rmSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { commonjsKinds } from "./kinds/commonjs.ts";
import type { Kind } from "./kinds/kind.ts";
import { moduleKinds } from "./kinds/modules.ts";
import { kindsLayer, kindsRuntime, packageKinds } from "./kinds/packages.ts";
import type { OracleFunction } from "./observe.ts";
import { write } from "./starts.ts";

export const kinds: readonly Kind[] = [...commonjsKinds, ...packageKinds, ...moduleKinds];

/** @param folder is emptied first */
export function writeKinds(folder: string): Pick<OracleFunction, "task" | "layers" | "runtime"> {
  rmSync(folder, { recursive: true, force: true });
  const roots = {
    task: join(folder, "task"),
    layers: [join(folder, "layer")],
    runtime: join(folder, "runtime"),
  };
  for (const { name, files, links = {} } of kinds) {
    write(join(roots.task, name), files);
    const main = "index.mjs" in files ? "index.mjs" : "index.js";
    write(join(roots.task, name), {
      "handler.mjs": `import "./${main}"; export const handler = async () => 1;`,
    });
    for (const [path, target] of Object.entries(links)) {
      mkdirSync(dirname(join(roots.task, name, path)), { recursive: true });
      symlinkSync(target, join(roots.task, name, path));
    }
  }
  const all = kinds.map(({ name }) => `import "./${name}/handler.mjs";`).join("\n");
  write(roots.task, { "all.mjs": `${all}\nexport const handler = async () => 1;` });
  write(join(folder, "layer"), kindsLayer);
  write(roots.runtime, kindsRuntime);
  return roots;
}

/** Each as a function of its own. */
export function kindFunctions(folder: string): readonly OracleFunction[] {
  const roots = writeKinds(folder);
  return kinds.map(({ name }) => ({
    ...roots,
    name: `kind ${name}`,
    handler: `${name}/handler.handler`,
    variables: {},
    events: [{}],
  }));
}
