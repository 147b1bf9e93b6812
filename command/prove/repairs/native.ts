/**
 * A native file that does not load: a file or package that fits takes its place, its mode is mended, a lost
 * library is linked or put on the library path, or the function runs on the Node it was built for.
 */
import type { Finding } from "../../../core/findings/finding.ts";
import { joinPath, parentOf } from "../../../core/layout/paths.ts";
import { parsePlatformName } from "../../../core/native/platform-name.ts";
import type { NodeLine } from "../../../sandbox/runtime/nodes.ts";
import type { Site } from "../artefacts/site.ts";
import { listOf, type Members, membersOf, numberOf, textOf } from "./evidence.ts";
import { type Repair, type Repairs, repairs } from "./repair.ts";

const maxFiles = 3;

/** Node's process.versions.modules of each line (nodejs/node, doc/abi_version_registry.json). */
const lineOfModules: Readonly<Record<number, NodeLine>> = { 127: 22, 137: 24, 147: 26 };

export function nativeFile(finding: Finding, site: Site): Repairs {
  const known = membersOf(finding.evidence);
  const file = textOf(known["file"]);
  if (file === null || !site.has(file))
    return repairs([], "the native file is neither in the function nor in a layer");
  const nearby = [
    ...fitting(file, known, site),
    ...mode(file, known),
    ...libraries(known, site),
    ...otherNode(known, site),
  ];
  return repairs(
    nearby.length > 0 ? nearby : reinstalled(finding, known, site),
    "nothing that fits lies beside it",
  );
}

function fitting(file: string, known: Members, site: Site): readonly Repair[] {
  const other = textOf(known["fitting"]);
  if (other === null || !site.has(other)) return [];
  return [{ when: `${other} takes the place of ${file}`, edits: [{ kind: "copy", from: other, to: file }] }];
}

function mode(file: string, known: Members): readonly Repair[] {
  if (known["defect"] === "not-executable")
    return [{ when: `${file} is executable`, edits: [{ kind: "mode", path: file, mode: 0o755 }] }];
  if (known["defect"] === "denied")
    return [{ when: `${file} is readable`, edits: [{ kind: "mode", path: file, mode: 0o644 }] }];
  return [];
}

/** A zip that does not keep links loses `libx.so.1`, and has `libx.so.1.2.3`. */
function libraries(known: Members, site: Site): readonly Repair[] {
  return listOf(known["libraries"]).flatMap((lost) => {
    const name = textOf(lost["name"]);
    if (name === null || !/^[^/\0]+$/.test(name)) return [];
    const unfit = new Set([textOf(lost["broken"]), ...textsOf(lost["passedOver"])]);
    const files = site.filesNamed(name).filter((path) => !unfit.has(path));
    return files.slice(0, maxFiles).map((path): Repair => {
      const beside = joinPath(parentOf(path) ?? "/", name);
      return path === beside
        ? libraryPath(path, name)
        : {
            when: `the link ${beside} leads to ${path}`,
            edits: [{ kind: "link", path: beside, target: path }],
          };
    });
  });
}

function libraryPath(path: string, name: string): Repair {
  const to = `/opt/lib/${name}`;
  return { when: `${path} is at ${to}, on the library path`, edits: [{ kind: "copy", from: path, to }] };
}

function otherNode(known: Members, site: Site): readonly Repair[] {
  const line = known["kind"] === "module-version" ? lineOfModules[numberOf(known["built"]) ?? 0] : undefined;
  if (line === undefined || line === site.line) return [];
  return [{ when: `the function runs on nodejs${line}.x`, edits: [{ kind: "node", line }] }];
}

/** From the registry, for Lambda on this CPU. */
function reinstalled({ package: name, winner }: Finding, known: Members, site: Site): readonly Repair[] {
  const version = winner?.version ?? (winner === null ? null : site.versionAt(winner.path));
  if (winner === null || version === null) return [];
  const cpu = textOf(known["needed"]) ?? process.arch;
  const platform = parsePlatformName(name);
  const right =
    platform === null || platform.libc === "musl" ? null : `${platform.stem}linux-${cpu}${gnu(platform.abi)}`;
  const [packageName, to] =
    right === null || platform === null
      ? [name, winner.path]
      : [right, `${winner.path.slice(0, winner.path.length - name.length)}${right}`];
  return [
    {
      when: `${packageName}@${version} for Lambda on ${cpu} is installed at ${to}`,
      edits: [{ kind: "install", package: packageName, range: version, to, cpu }],
    },
  ];
}

/** napi-rs's packages name the C library, sharp's and esbuild's do not. */
function gnu(abi: string): string {
  return abi === "" ? "" : "-gnu";
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value)
    ? value.filter((one): one is string => typeof one === "string").slice(0, 16)
    : [];
}
