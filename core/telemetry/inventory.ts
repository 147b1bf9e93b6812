/**
 * The text that names copies in an `inventory` line, and how it is read back: one item for each copy, with a
 * comma and a blank between them.
 *
 *     zod@3.24.4 layer 11, tslib@2.9.1 runtime 1 by=@aws-sdk/client-sqs/dist-cjs/runtimeConfig.js how=require
 *
 * 1. Name and version, the root, the number of modules. Then `in` (the layer, where it is known) and, where
 *    it is not the usual: `link`, `by` (the importer), `as` (the specifier, if it is not the package's name)
 *    and `how`. The line itself has the importer and the `how` of most items.
 * 2. A copy is in its root's usual folder, or its place follows the root: `layer:/opt/nodejs/node22/`. A
 *    place that ends in `/` goes on with `node_modules/NAME`. A path that does not begin with `/` is below the
 *    root's usual folder; behind `=` a text is as it is.
 * 3. Blanks, commas, quotation marks, backslashes and percent signs of the texts are percent-encoded. So a
 *    query in any language can split the text, or make a list of JSON of it.
 */
import { outgoingText } from "./outgoing.ts";

/** A copy as an item names it. */
export interface ListedCopy {
  readonly package: string;
  readonly version: string | null;
  readonly root: string;
  readonly path: string;
  readonly layer?: string | undefined;
  readonly link?: string | undefined;
  readonly modules: number;
  readonly importer: string | null;
  /** Undefined if it is the package's name. */
  readonly specifier?: string | undefined;
  readonly how: string;
}

/** What a line says about all items that say nothing else. */
export interface Usual {
  readonly importer: string | null;
  readonly how: string;
}

export interface Part extends Usual {
  /** The items. */
  readonly copies: string;
  /** A text of a copy was too long, and was cut. */
  readonly truncated: boolean;
}

/** Where most packages of a root are. */
export const usualFolders: ReadonlyMap<string, string> = new Map([
  ["function", "/var/task/node_modules/"],
  ["layer", "/opt/nodejs/node_modules/"],
  ["runtime", "/var/runtime/node_modules/"],
]);

export const separator = ", ";

/**
 * Of the items of one line, in UTF-8. A line is cut at 60 KiB, and has an importer and what every line has
 * besides.
 */
export const maxPartBytes = 40 * 1024;

/** In UTF-16 units. Six texts of that length and a label of 1,025, each unit 3 bytes, are less than a part. */
const maxText = 2_048;
const itemsInAStep = 50;

/** No encoded text is this one. */
const noName = "%";

const encoder = new TextEncoder();

/** In steps. One part for each line to write. */
export function* partsOf(copies: readonly ListedCopy[]): Generator<void, Part[]> {
  const cleaned: { copy: ListedCopy; cut: boolean }[] = [];
  for (const [index, copy] of copies.entries()) {
    cleaned.push(clean(copy));
    if (index % itemsInAStep === itemsInAStep - 1) yield;
  }
  const usual = usualOf(cleaned.map(({ copy }) => copy));
  const parts: { items: string[]; bytes: number; truncated: boolean }[] = [];
  for (const [index, { copy, cut }] of cleaned.entries()) {
    const item = itemOf(copy, usual);
    const bytes = encoder.encode(item).length + separator.length;
    let part = parts.at(-1);
    if (part === undefined || part.bytes + bytes > maxPartBytes) {
      part = { items: [], bytes: 0, truncated: false };
      parts.push(part);
    }
    part.items.push(item);
    part.bytes += bytes;
    part.truncated ||= cut;
    if (index % itemsInAStep === itemsInAStep - 1) yield;
  }
  return parts.map(({ items, truncated }) => ({ ...usual, copies: items.join(separator), truncated }));
}

/** Each item's copy, null if the item is not one. Keys that a later version may add are left out. */
export function copiesOf(copies: string, usual: Usual): (ListedCopy | null)[] {
  return copies === "" ? [] : copies.split(separator).map((item) => copyOf(item, usual));
}

/** With what may leave, and bounded. */
function clean(copy: ListedCopy): { copy: ListedCopy; cut: boolean } {
  let cut = false;
  const text = (value: string): string => {
    const plain = outgoingText(value);
    if (plain.length <= maxText) return plain;
    cut = true;
    return `${plain.slice(0, maxText - 1).replace(/[\ud800-\udbff]$/, "")}…`;
  };
  const optional = (value: string | null | undefined): string | null =>
    value === null || value === undefined || value === "" ? null : text(value);
  const { package: name, specifier } = copy;
  const cleaned = {
    ...copy,
    package: text(name),
    version: optional(copy.version),
    path: text(copy.path),
    layer: optional(copy.layer) ?? undefined,
    link: optional(copy.link) ?? undefined,
    importer: optional(copy.importer),
    specifier: specifier === undefined || specifier === name ? undefined : text(specifier),
  };
  return { copy: cleaned, cut };
}

/** The importer that would cost the most bytes, and the most frequent `how`. */
function usualOf(copies: readonly ListedCopy[]): Usual {
  const bytes = new Map<string | null, number>();
  const hows = new Map<string, number>();
  for (const { importer, how } of copies) {
    bytes.set(importer, (bytes.get(importer) ?? 0) + (importer?.length ?? 0) + 4);
    hows.set(how, (hows.get(how) ?? 0) + 1);
  }
  return { importer: mostOf(bytes) ?? null, how: mostOf(hows) ?? "require" };
}

function mostOf<Key>(amounts: ReadonlyMap<Key, number>): Key | undefined {
  let most: readonly [Key, number] | undefined;
  for (const entry of amounts) if (most === undefined || entry[1] > most[1]) most = entry;
  return most?.[0];
}

function itemOf(copy: ListedCopy, usual: Usual): string {
  const { package: name, root, layer, link, importer, specifier, how } = copy;
  const folder = usualFolders.get(root);
  const words = [...placeWords(copy), String(copy.modules)];
  if (layer !== undefined) words.push(layerWord(layer));
  if (link !== undefined) words.push(`link=${token(placeOf(link, name, folder))}`);
  if (importer !== usual.importer)
    words.push(`by=${importer === null ? "" : token(shortened(importer, folder))}`);
  if (specifier !== undefined) words.push(`as=${token(specifier)}`);
  if (how !== usual.how) words.push(`how=${token(how)}`);
  return words.join(" ");
}

/** What is listed, and where it is. */
export type Listed = Pick<ListedCopy, "package" | "version" | "root" | "path">;

/** The first two words of an item: name and version; root and place. */
export function placeWords({ package: name, version, root, path }: Listed): [name: string, place: string] {
  const place = placeOf(path, name, usualFolders.get(root));
  return [
    version === null ? nameToken(name) : `${nameToken(name)}@${token(version)}`,
    place === "" ? root : `${root}:${token(place)}`,
  ];
}

/** The word that names a copy's layer. */
export function layerWord(layer: string): string {
  return `in=${token(layer)}`;
}

/** The layer that one of these words names. */
export function layerIn(words: string): string | undefined {
  return valuesOf(words).get("in");
}

function valuesOf(words: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const word of words.split(" ")) {
    const at = word.indexOf("=");
    values.set(word.slice(0, at), plain(word.slice(at + 1)));
  }
  return values;
}

const wordsPattern = /^(?<name>@?[^@ ]*)(?:@(?<version>[^ ]+))? (?<root>[a-z]+)(?::(?<place>[^ ]+))?$/;

/** Null where these words are not what `placeWords` writes. */
export function readPlaceWords(words: string): Listed | null {
  const found = wordsPattern.exec(words)?.groups;
  if (found === undefined) return null;
  const { root = "", place = "", version } = found;
  const name = found["name"] === noName ? "" : plain(found["name"] ?? "");
  return {
    package: name,
    version: version === undefined ? null : plain(version),
    root,
    path: pathOf(plain(place), name, usualFolders.get(root)),
  };
}

const itemPattern = /^(?<words>[^ ]* [^ ]+) (?<modules>\d{1,9})(?<rest>(?: .*)?)$/;

function copyOf(item: string, usual: Usual): ListedCopy | null {
  const { words = "", modules, rest = "" } = itemPattern.exec(item)?.groups ?? {};
  const listed = readPlaceWords(words);
  if (listed === null) return null;
  const { package: name, root } = listed;
  const folder = usualFolders.get(root);
  const values = valuesOf(rest);
  const [link, importer, how] = [values.get("link"), values.get("by"), values.get("how")];
  return {
    ...listed,
    layer: values.get("in"),
    link: link === undefined ? undefined : pathOf(link, name, folder),
    modules: Number(modules),
    importer: importer === undefined ? usual.importer : importer === "" ? null : lengthened(importer, folder),
    specifier: values.get("as"),
    how: how ?? usual.how,
  };
}

/** Where a copy of this name is; `""` for the usual place. */
function placeOf(path: string, name: string, folder: string | undefined): string {
  if (folder !== undefined && path === folder + name) return "";
  const end = `/node_modules/${name}`;
  const inFolder = name !== "" && path.startsWith("/") && path.endsWith(end);
  const place = inFolder ? path.slice(0, 1 - end.length) : path;
  return place.endsWith("/") && !inFolder ? `=${path}` : shortened(place, folder);
}

function pathOf(place: string, name: string, folder: string | undefined): string {
  if (place === "") return `${folder ?? ""}${name}`;
  const path = lengthened(place, folder);
  return path.endsWith("/") && !place.startsWith("=") ? `${path}node_modules/${name}` : path;
}

/** Without the usual folder. */
function shortened(path: string, folder: string | undefined): string {
  if (folder !== undefined && path.startsWith(folder)) {
    const below = path.slice(folder.length);
    if (below !== "" && !/^[/=]/.test(below)) return below;
  }
  return path.startsWith("/") ? path : `=${path}`;
}

function lengthened(text: string, folder: string | undefined): string {
  if (text.startsWith("=")) return text.slice(1);
  return text.startsWith("/") ? text : `${folder ?? ""}${text}`;
}

/** A text that was cleaned has no control characters. */
const special = /[ "%,\\]/g;

function token(text: string): string {
  return text.replace(special, encoded);
}

/** The first @ of a scope stays, so that another one is where the version begins. */
function nameToken(name: string): string {
  return name === "" ? noName : token(name).replace(/(?<!^)@/g, encoded);
}

function encoded(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`;
}

function plain(text: string): string {
  return text.includes("%")
    ? text.replace(/%([0-9A-F]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    : text;
}
