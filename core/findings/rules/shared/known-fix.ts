/**
 * What repairs a failed resolution, where the package itself shows it: native files for another host, another
 * version, generated code, an SDK that the runtime no longer has.
 */
import { homePhrase, named } from "../../../layout/copy-ref.ts";
import type { Importer } from "../../rule/rule.ts";
import { installFor, placePhrase, repair } from "./repair.ts";
import type { Unbuilt } from "./unbuilt.ts";
import type { UnresolvedEvidence } from "./unresolved-evidence.ts";

/** Null where only the near misses show what to do. */
export function knownFix(
  name: string,
  importer: Importer | null,
  range: string | null,
  { present, nearMisses: [miss], forHost, unbuilt }: UnresolvedEvidence,
): string | null {
  if (unbuilt !== null && miss === undefined) return buildFix(unbuilt);
  if (forHost !== null && (miss === undefined || miss.kind === "other-platform")) {
    const [, base = ""] = /^(.*?)\/node_modules\//.exec(importer?.path ?? "") ?? [];
    return (
      `Run \`${installFor({ cpu: forHost })}\` in ${placePhrase(base)}, and pack again: ` +
      `${name} holds the native files for this machine.`
    );
  }
  if (present?.inRange === false && importer !== null) {
    const where = `${named(importer.copy)} in ${homePhrase(importer.copy)}`;
    return `Install ${name} ${range} next to ${where}: npm install "${name}@${range}".`;
  }
  if (name === "aws-sdk" && miss === undefined)
    return (
      "Run `npm install aws-sdk`, and pack it into the function or a layer: the runtimes since nodejs18.x " +
      "have version 3 of the SDK only."
    );
  return name === ".prisma/client"
    ? "Run `npx prisma generate`, and pack node_modules/.prisma with the function: " +
        "the client is generated code."
    : null;
}

/** Without a build description, a new install brings the file or runs the script that does. */
function buildFix({ package: name, file, rebuilds, node, cpu }: Unbuilt): string {
  if (!rebuilds) return repair(name, file, { cpu });
  const [, base = ""] = /^(.*?)\/node_modules\//.exec(file) ?? [];
  return (
    `Run \`npm rebuild ${name} --ignore-scripts=false\` with Node ${node} on Linux for ${cpu} ` +
    `in ${placePhrase(base)}, and pack again: its install script makes the file.`
  );
}
