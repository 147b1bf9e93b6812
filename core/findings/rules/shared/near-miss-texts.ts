/** What to say about a near miss, and what to do about it. */
import { homePhrase } from "../../../layout/copy-ref.ts";
import { parsePlatformName } from "../../../native/platform-name.ts";
import type { NearMiss } from "./near-miss.ts";
import { installFor, placePhrase, quoted } from "./repair.ts";
import type { UnresolvedEvidence } from "./unresolved-evidence.ts";

export function nearMissPhrase(miss: NearMiss): string {
  const { path } = miss;
  switch (miss.kind) {
    case "wrong-layer-folder":
      return (
        `It is at ${path}${miss.layer === undefined ? "" : ` in the layer ${miss.layer}`}, ` +
        `where Node does not look; in a layer it must be at ${miss.expected}.`
      );
    case "out-of-reach":
      return `It is at ${path} in ${homePhrase(miss)}, where Node does not look for this importer.`;
    case "not-exported": {
      const subpath = subpathPhrase(miss.subpath);
      const exported = miss.exported.join(", ");
      return `${path} exists, but its "exports" do not offer ${subpath}; they offer ${exported}.`;
    }
    case "condition-missing": {
      const conditions = miss.conditions.join(", ") || "other conditions";
      return `${path} exists, but offers ${subpathPhrase(miss.subpath)} only for: ${conditions}.`;
    }
    case "missing-file":
      return `${path} exists, but its file ${miss.missing} does not.`;
    case "extension":
      return `${path} exists; an import must include the file extension.`;
    case "directory":
      return `${path} exists; an import must name the file, not the folder.`;
    case "letter-case":
      return `${path} exists; on Linux, upper and lower case are different.`;
    case "dangling-link":
      return `${path} is a symbolic link, and its target does not exist.`;
    case "other-platform": {
      const host = `${miss.platform} on ${miss.cpu}${miss.libc === null ? "" : ` with ${miss.libc}`}`;
      return `${path} exists, but it is for ${host}: npm ran on or for another machine.`;
    }
  }
}

/** @param name the package that was asked for */
export function nearMissFix(
  miss: NearMiss,
  name: string,
  { how, specifier }: Pick<UnresolvedEvidence, "how" | "specifier">,
): string {
  switch (miss.kind) {
    case "wrong-layer-folder":
      return (
        `Pack ${homePhrase({ root: "layer", layer: miss.layer })} so that the package is at ` +
        `nodejs/node_modules/${name} in its zip.`
      );
    case "out-of-reach":
      return `Install ${name} where the importer is deployed, or in a layer at nodejs/node_modules/${name}.`;
    case "not-exported":
      return `Ask for a subpath that ${name} exports, or install the version that still exports this one.`;
    case "condition-missing": {
      const other = how === "import" ? "require()" : "import() instead of require()";
      return `Load ${name} with ${other}, or install a version that offers both.`;
    }
    case "missing-file":
      return reinstall(name, miss.path);
    case "extension":
    case "directory":
    case "letter-case":
      return `Ask for "${asSpecifier(miss.path, specifier)}".`;
    case "dangling-link":
      return (
        `Deploy the target of ${miss.path}, or pack what it leads to instead of the link: ` +
        "`zip -y` and some other tools keep the link alone."
      );
    case "other-platform": {
      const cpu = parsePlatformName(name)?.arch ?? "x64";
      return `Run \`${installFor({ cpu })}\` where ${name} is needed, and pack again.`;
    }
  }
}

/** npm leaves a folder alone that it has installed before. */
function reinstall(name: string, path: string): string {
  const [, base, folder] = /^(.*?)\/(node_modules\/.+)$/.exec(path) ?? [];
  if (base === undefined || folder === undefined)
    return `Pack all files of ${name}: its folder is incomplete.`;
  return (
    `Run \`rm -rf ${quoted(folder)} && npm install\` in ${placePhrase(base)}, and pack again: ` +
    "the package's folder is incomplete."
  );
}

function subpathPhrase(subpath: string): string {
  return subpath === "" ? "the package itself" : `"./${subpath}"`;
}

/**
 * How the importer would name the existing file: by its package, or by the relative path with another end.
 */
function asSpecifier(path: string, asked: string): string {
  const inPackages = path.lastIndexOf("/node_modules/");
  if (!asked.startsWith(".") && inPackages !== -1) return path.slice(inPackages + "/node_modules/".length);
  const stem = asked.split("/").at(-1)?.toLowerCase() ?? "";
  const at = path.toLowerCase().lastIndexOf(`/${stem}`);
  return at === -1 ? path : asked.slice(0, asked.length - stem.length) + path.slice(at + 1);
}
