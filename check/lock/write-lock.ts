/**
 * The text of a lock, and of a layer's manifest: sorted, so that equal content gives equal text. A package and
 * a native file have one line each, so that a diff shows what changed and nothing else.
 */
import {
  type Lock,
  type LockedLayer,
  type LockedNative,
  type LockedPackage,
  lockSchemaVersion,
} from "../../core/lock/lock.ts";
import { maxLockLength } from "../../core/lock/read-lock.ts";
import { plainLines } from "../../core/telemetry/plain-text.ts";

/** A value that is written on one line. */
class Line {
  readonly text: string;

  constructor(fields: Readonly<Record<string, string | number | null>>) {
    const known = Object.entries(fields).filter(([, value]) => value !== null);
    const members = known.map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`);
    this.text = `{ ${members.join(", ")} }`;
  }
}

type Value = string | number | Line | readonly string[] | ReadonlyMap<string, Value>;

/** @throws Error where it is longer than a reader takes */
export function lockText({ functions, layers }: Lock): string {
  return textOf(
    new Map<string, Value>([
      ["outcrop", "lock"],
      ["schema", lockSchemaVersion],
      ["functions", sorted(functions, (each) => new Map(Object.entries(each)))],
      ["layers", sorted(layers, layerFields)],
    ]),
  );
}

/** Of a file `outcrop/layers/NAME.json`. @throws Error where it is longer than a reader takes */
export function manifestText(layer: LockedLayer): string {
  return textOf(
    new Map<string, Value>([["outcrop", "layer"], ["schema", lockSchemaVersion], ...layerFields(layer)]),
  );
}

function layerFields({ name, version, arn, codeSha256, tree, packages, natives }: LockedLayer) {
  const known = Object.entries({ name, version, arn, codeSha256, tree }).flatMap(
    ([key, value]): [string, string][] => (value === null ? [] : [[key, value]]),
  );
  return new Map<string, Value>([
    ...known,
    ["packages", sorted(packages, packageLine)],
    ["natives", sorted(natives, nativeLine)],
  ]);
}

function packageLine({ name, version, tree, bytes }: LockedPackage): Line {
  return new Line({ name, version, tree, bytes });
}

function nativeLine({ arch, libc }: LockedNative): Line {
  return new Line({ arch, libc });
}

/** In code units, whatever the language of the machine is. */
function sorted<Item>(
  items: ReadonlyMap<string, Item>,
  write: (item: Item) => Value,
): ReadonlyMap<string, Value> {
  const entries = [...items].sort(([left], [right]) => (left < right ? -1 : 1));
  return new Map(entries.map(([key, item]) => [key, write(item)]));
}

function textOf(document: ReadonlyMap<string, Value>): string {
  const text = plainLines(`${written(document, "")}\n`);
  if (text.length > maxLockLength)
    throw new Error(`the lock has ${text.length} characters, and at most ${maxLockLength} are read`);
  return text;
}

function written(value: Value, indent: string): string {
  if (value instanceof Line) return value.text;
  if (typeof value === "string" || typeof value === "number") return JSON.stringify(value);
  const inner = `${indent}  `;
  const isList = !(value instanceof Map);
  const members = isList
    ? (value as readonly string[]).map((each) => JSON.stringify(each))
    : [...value].map(([key, each]) => `${JSON.stringify(key)}: ${written(each, inner)}`);
  const [open, close] = isList ? ["[", "]"] : ["{", "}"];
  if (members.length === 0) return `${open}${close}`;
  return `${open}\n${inner}${members.join(`,\n${inner}`)}\n${indent}${close}`;
}
