/** What to write when the layer is published: Lambda gives a version a number, and a text that people choose. */
import { archText } from "../../report/arch-text.ts";
import type { LayerChange } from "../change.ts";
import type { Report } from "./report.ts";
import { subjectOf, versionsOf } from "./words.ts";

/** PublishLayerVersion takes so many characters. */
const maxDescription = 256;

export interface Publishing {
  readonly description: string;
  /** For git. */
  readonly tag: string;
  readonly commands: readonly string[];
}

/** Null where nothing differs, and where something could not be judged. */
export function publishingOf(report: Report): Publishing | null {
  const { name, nextVersion, diff, newName, newIsFolder, unjudged } = report;
  if (diff.step === null || unjudged.length > 0) return null;
  const title = `${name} ${nextVersion ?? `(${diff.step})`}`;
  const description = within(`${title}: `, [...new Set(diff.changes.flatMap((one) => brief(one) ?? []))]);
  const pack = `outcrop layer pack ${quoted(newName)} --name ${quoted(name)}`;
  const packed = nextVersion === null ? pack : `${pack} --version ${quoted(nextVersion)}`;
  const tag = nextVersion === null ? `${tagName(name)}-${diff.step}` : `${tagName(name)}-v${nextVersion}`;
  const zip = newIsFolder ? `${tag}.zip` : newName;
  return {
    description,
    tag,
    commands: [
      ...(newIsFolder ? [`${packed} --out ${quoted(zip)}`] : []),
      `aws lambda publish-layer-version --layer-name ${quoted(name)} --zip-file ${quoted(`fileb://${zip}`)} --description ${quoted(description)}`,
      ...(nextVersion === null ? [] : [`git tag -a ${quoted(tag)} -m ${quoted(description)}`]),
    ],
  };
}

/** In a few words; null for what a reader of the list of versions does not look for. */
function brief(one: LayerChange): string | null {
  const subject = subjectOf(one);
  if (one.reach === "inner" || (one.reach === "shared" && one.step === "patch")) return null;
  if (one.code.startsWith("version-")) return `${subject} ${versionsOf(one)}`;
  if (one.code === "package-gone" || one.code === "file-gone") return `without ${subject}`;
  if (one.code === "package-added") return `${subject} ${one.new ?? ""} is new`.replace("  ", " ");
  if (one.code === "cpu-gone") return `not for ${archText(`${one.old}`)}`;
  return null;
}

function within(title: string, parts: readonly string[]): string {
  let text = title;
  for (const [index, part] of parts.entries()) {
    const next = `${text}${index === 0 ? "" : ", "}${part}`;
    const rest = `, and ${parts.length - index} more`;
    if (next.length > maxDescription - (index < parts.length - 1 ? rest.length : 0))
      return plain(`${text}${index === 0 ? `${parts.length} changes` : rest}`).slice(0, maxDescription);
    text = next;
  }
  return plain(parts.length === 0 ? title.replace(/: $/, "") : text).slice(0, maxDescription);
}

/** Names come from files: nothing of them but what names and versions are made of. */
function plain(text: string): string {
  return text.replace(/[^\w\s@/.,:()+~^-]/g, "?");
}

function tagName(name: string): string {
  return name.replace(/[^\w.]+/g, "-").replace(/^[-.]+|[-.]+$/g, "") || "layer";
}

/** For a shell. */
function quoted(text: string): string {
  return /^[\w@/.:=-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
