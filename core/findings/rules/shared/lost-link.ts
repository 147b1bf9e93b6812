import { parentOf } from "../../../layout/paths.ts";
import { inProject, quoted } from "./repair.ts";

/**
 * How to pack a symbolic link again: `ln` puts it back where packing has already written a text, and `zip`
 * follows links without its option to keep them.
 * @param link what the link led to, as the text has it
 */
export function lostLinkFix(file: string, link: string): string {
  const path = inProject(file);
  const folder = parentOf(`/${path}`) === "/" ? "" : `${path.slice(0, path.lastIndexOf("/"))}/`;
  const target = link.startsWith("/") ? link : `${folder}${link}`;
  const packed = file.includes("/opt/") ? "layer" : "function";
  return (
    `In the folder from which the ${packed} is packed, make sure that ${target} is there, ` +
    `run \`ln -sf ${quoted(link)} ${quoted(path)}\`, and pack with \`zip -qr --symlinks ../package.zip .\`.`
  );
}
