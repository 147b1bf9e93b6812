/**
 * The functions of one row.
 * docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-operations-functions.html. A function of a
 * missing value is missing, unless it asks whether one is there.
 */
import { asNumber, asText, Structure, Timestamp, type Value, valueOfJson } from "./value.ts";

interface RowFunction {
  readonly least: number;
  readonly most: number;
  readonly of: (args: readonly Value[]) => Value;
}

const many = 100;

/** Missing unless the text is a map or a list. */
function structureOf(text: string): Value {
  try {
    const value = valueOfJson(JSON.parse(text));
    return value instanceof Structure ? value : null;
  } catch {
    return null;
  }
}

const numbers = (count: number, of: (...values: number[]) => number): RowFunction => ({
  least: 1,
  most: count,
  of: (args) => {
    const values = args.map(asNumber);
    return values.some((value) => value === null) ? null : finite(of(...(values as number[])));
  },
});

const texts = (least: number, most: number, of: (...values: string[]) => Value): RowFunction => ({
  least,
  most,
  of: (args) => {
    const values = args.map(asText);
    return values.some((value) => value === null) ? null : of(...(values as string[]));
  },
});

const pair = /[\uD800-\uDBFF][\uDC00-\uDFFF]/g;
const codePoints = (text: string): number => text.length - (text.match(pair)?.length ?? 0);

export const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);

export const rowFunctions: ReadonlyMap<string, RowFunction> = new Map(
  Object.entries({
    abs: numbers(1, Math.abs),
    ceil: numbers(1, Math.ceil),
    floor: numbers(1, Math.floor),
    sqrt: numbers(1, Math.sqrt),
    log: numbers(1, Math.log),
    greatest: numbers(many, Math.max),
    least: numbers(many, Math.min),
    strlen: texts(1, 1, codePoints),
    tolower: texts(1, 1, (text) => text.toLowerCase()),
    toupper: texts(1, 1, (text) => text.toUpperCase()),
    concat: texts(1, many, (...parts) => parts.join("")),
    replace: texts(3, 3, (text, searched, by) => text.replaceAll(searched, () => by)),
    strcontains: texts(2, 2, (text, searched) => (text.includes(searched) ? 1 : 0)),
    substr: texts(2, 3, (text, start, length) =>
      Array.from(text)
        .slice(Number(start), length === undefined ? undefined : Number(start) + Number(length))
        .join(""),
    ),
    jsonparse: texts(1, 1, structureOf),
    jsonstringify: {
      least: 1,
      most: 1,
      of: ([value]) => (value instanceof Structure ? value.toString() : null),
    },
    ispresent: { least: 1, most: 1, of: ([value]) => (value === null ? 0 : 1) },
    isempty: { least: 1, most: 1, of: ([value]) => (value === null || value === "" ? 1 : 0) },
    isblank: { least: 1, most: 1, of: ([value]) => ((asText(value ?? null) ?? "").trim() === "" ? 1 : 0) },
    coalesce: { least: 1, most: many, of: (args) => args.find((value) => value !== null) ?? null },
    tomillis: { least: 1, most: 1, of: ([value]) => (value instanceof Timestamp ? value.ms : null) },
    frommillis: {
      least: 1,
      most: 1,
      of: ([value]) => {
        const ms = asNumber(value ?? null);
        return ms === null ? null : new Timestamp(ms);
      },
    },
  } satisfies Record<string, RowFunction>),
);
