/**
 * A module that was not found: what lay nearby is put where Node looks, the importer asks for the name that
 * exists, or npm installs the package beside the importer.
 */
import type { Finding } from "../../../core/findings/finding.ts";
import { accepts } from "../../../core/findings/rules/shared/declared-range.ts";
import { joinPath, lastSegment, parentOf } from "../../../core/layout/paths.ts";
import { parseBareSpecifier } from "../../../core/layout/specifier.ts";
import { parsePlatformName } from "../../../core/native/platform-name.ts";
import { packagesOf, type Site } from "../artefacts/site.ts";
import { listOf, type Members, membersOf, textOf } from "./evidence.ts";
import { labelOf } from "./label.ts";
import { type Repair, type Repairs, repairs } from "./repair.ts";

const maxCopies = 2;
/** npm's tag, where nobody declares a range. */
const newest = "latest";

export function unresolvedModule({ package: name, importer, range, evidence }: Finding, site: Site): Repairs {
  const known = membersOf(evidence);
  const specifier = textOf(known["specifier"]);
  if (importer === null || specifier === null)
    return repairs([], "the finding names no importer and specifier");
  const asked: Asked = {
    name,
    specifier,
    importer: importer.path,
    range,
    present: membersOf(known["present"]),
  };
  const near = listOf(known["nearMisses"]).flatMap((miss) => fromMiss(miss, asked, site));
  if (near.length > 0) return repairs(near, "");
  const bare = parseBareSpecifier(specifier);
  if (bare === null || bare.package !== name) return repairs([], `nothing like ${specifier} lies nearby`);
  return repairs([...copiesElsewhere(asked, site), ...install(asked, site)].slice(0, maxCopies), "");
}

interface Asked {
  readonly name: string;
  readonly specifier: string;
  /** A module's path. */
  readonly importer: string;
  readonly range: string | null;
  /** The copy that Node found and that lacks what was asked for. */
  readonly present: Members;
}

function fromMiss(miss: Members, asked: Asked, site: Site): readonly Repair[] {
  const path = textOf(miss["path"]);
  if (path === null) return [];
  const beside = joinPath(packagesOf(asked.importer), asked.name);
  switch (miss["kind"]) {
    case "wrong-layer-folder":
    case "out-of-reach": {
      const to = textOf(miss["expected"]) ?? beside;
      if (!site.has(path) || !site.canEdit(to)) return [];
      return [{ when: `${path} is at ${to}, where Node looks`, edits: [{ kind: "copy", from: path, to }] }];
    }
    case "extension":
    case "directory":
    case "letter-case":
      return renamed(path, asked);
    case "dangling-link":
      return target(path, asked, site);
    case "missing-file":
      return missingFile(path, asked, site);
    case "other-platform":
      return forPlatform(path, asked, site);
    case "not-exported":
    case "condition-missing":
      return asked.present["inRange"] === false
        ? [...copiesElsewhere(asked, site), ...install(asked, site)]
        : [];
    default:
      return [];
  }
}

/** The importer asks for the file that exists. */
function renamed(path: string, { specifier, importer }: Asked): readonly Repair[] {
  const to = specifier.startsWith(".")
    ? relative(parentOf(importer) ?? "/", path)
    : path.slice(path.lastIndexOf("/node_modules/") + "/node_modules/".length);
  return [
    {
      when: `${importer} asks for "${to}" and not for "${specifier}"`,
      edits: [{ kind: "specifier", file: importer, from: specifier, to }],
    },
  ];
}

function relative(from: string, to: string): string {
  const [left, right] = [from.split("/"), to.split("/")];
  const differs = left.findIndex((name, index) => name !== right[index]);
  const shared = differs === -1 ? left.length : differs;
  const up = "../".repeat(left.length - shared);
  return `${up === "" ? "./" : up}${right.slice(shared).join("/")}`;
}

/** What the link lost is somewhere else, or comes from npm. */
function target(path: string, asked: Asked, site: Site): readonly Repair[] {
  if (!site.canEdit(path)) return [];
  const copies = site.copiesOf(asked.name).filter((copy) => copy.path !== path);
  const files = asked.specifier.startsWith(".") ? site.filesNamed(lastSegment(path)) : [];
  const found = [...copies.map((copy) => copy.path), ...files.filter((file) => file !== path)];
  const restored = found.slice(0, maxCopies).map(
    (to): Repair => ({
      when: `the link ${path} leads to ${to}`,
      edits: [{ kind: "link", path, target: to }],
    }),
  );
  if (restored.length > 0 || asked.specifier.startsWith(".")) return restored;
  return fresh(path, asked.range ?? newest, asked, site);
}

/** Its folder is incomplete, or another version has the file. */
function missingFile(path: string, asked: Asked, site: Site): readonly Repair[] {
  const other = [...copiesElsewhere(asked, site), ...install(asked, site)];
  if (asked.present["inRange"] === false) return other;
  const version = textOf(asked.present["version"]) ?? site.versionAt(path);
  return [...fresh(path, version, asked, site), ...other].slice(0, maxCopies + 1);
}

function fresh(path: string, range: string | null, { name }: Asked, site: Site): readonly Repair[] {
  if (range === null || !site.canEdit(path)) return [];
  return [
    {
      when: `${path} is a fresh install of ${name} ${range}`,
      edits: [{ kind: "install", package: name, range, to: path, cpu: null }],
    },
  ];
}

function forPlatform(path: string, { name }: Asked, site: Site): readonly Repair[] {
  const version = site.versionAt(path);
  const to = joinPath(path.slice(0, path.lastIndexOf("/node_modules/")), `node_modules/${name}`);
  if (version === null || !site.canEdit(to)) return [];
  const cpu = parsePlatformName(name)?.arch ?? null;
  return [
    {
      when: `${name}@${version} is installed beside ${path}`,
      edits: [{ kind: "install", package: name, range: version, to, cpu }],
    },
  ];
}

function copiesElsewhere({ name, importer, range }: Asked, site: Site): readonly Repair[] {
  const to = joinPath(packagesOf(importer), name);
  const fits = (version: string | null): boolean => range === null || accepts(range, version) === true;
  if (!site.canEdit(to)) return [];
  return site
    .copiesOf(name)
    .filter(({ path, version }) => path !== to && fits(version))
    .slice(0, maxCopies)
    .map((copy) => ({
      when: `${labelOf(name, copy)} is also at ${to}, where the importer looks`,
      edits: [{ kind: "copy", from: copy.path, to }],
    }));
}

function install({ name, importer, range }: Asked, site: Site): readonly Repair[] {
  const to = joinPath(packagesOf(importer), name);
  if (!site.canEdit(to)) return [];
  const which = range ?? newest;
  return [
    {
      when: `${name} ${which} is installed at ${to}`,
      edits: [{ kind: "install", package: name, range: which, to, cpu: null }],
    },
  ];
}
