/** What was locked, and what to do with the file, for a person. */
import { statSync } from "node:fs";
import { resolve } from "node:path";
import { archText } from "../../check/report/arch-text.ts";
import { type Lock, lockName } from "../../core/lock/lock.ts";
import { plainText } from "../../core/telemetry/plain-text.ts";
import { counted } from "../../page/counts.ts";
import { hanging, type Page } from "../../page/text-page.ts";

export interface Written {
  /** The lock's file. */
  readonly out: string;
  /** What --function names, if it does. */
  readonly code: string | undefined;
}

const maxFunctions = 20;

export function describeLock(lock: Lock, written: Written, page: Page): string {
  const functions = [...lock.functions];
  const paragraphs = [
    hanging(page, "", plainText(`${written.out}: ${contentText(lock)}.`), 0),
    ...functions.slice(0, maxFunctions).map(([name, { runtime, arch, layers }]) => {
      const names = layers.length === 0 ? "no layers" : layers.join(", ");
      return hanging(page, "  -", plainText(`${name} (${runtime}, ${archText(arch)}): ${names}`), 4);
    }),
    ...(functions.length > maxFunctions ? [`    and ${functions.length - maxFunctions} more`] : []),
    "",
    hanging(page, "", plainText(placeText(written)), 0),
    hanging(page, "", `Commit the file. outcrop check --locked fails when a layer differs from it.`, 0),
  ];
  return `${paragraphs.join("\n")}\n`;
}

function contentText({ functions, layers }: Lock): string {
  const all = [...layers.values()];
  const packages = all.reduce((sum, layer) => sum + layer.packages.size, 0);
  const natives = all.reduce((sum, layer) => sum + layer.natives.size, 0);
  const inside = [counted(packages, "package"), ...(natives > 0 ? [counted(natives, "native file")] : [])];
  return `${counted(functions.size, "function")}, ${counted(all.length, "layer")} with ${inside.join(" and ")}`;
}

/** Production reads the lock at the top of the function's code alone. */
function placeText({ out, code }: Written): string {
  const purpose = "so that what runs can be compared with it";
  if (code === undefined)
    return `Put it at the top of each function's code, as ${lockName}, before you pack it, ${purpose}.`;
  const place = `${code.replace(/\/+$/, "")}/${lockName}`;
  const isFolder = statSync(code, { throwIfNoEntry: false })?.isDirectory() === true;
  if (!isFolder) return `Put it at the top of ${code}, as ${lockName}, ${purpose}.`;
  return resolve(out) === resolve(place)
    ? `It is at the top of the function's code, where it belongs: pack it with the code, ${purpose}.`
    : `It belongs at the top of the function's code, ${purpose}: --out ${place} writes it there.`;
}
