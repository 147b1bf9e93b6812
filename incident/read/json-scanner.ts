/**
 * Scans one JSON document as its bytes arrive, without parsing it. It checks brackets, strings, commas and
 * colons, which detects text that only looks like JSON early. It records the places of the list's elements.
 * The list is the document itself if that is an array, or the array under one of CloudWatch's keys. All
 * places are offsets in the whole file.
 *
 * No library serves: JSON.parse needs the whole document, and streaming parsers decode every value.
 */
import { containerKeys, contextKeys, listKeys } from "./container-keys.ts";

const firstDepth = 64;
/** An event of CloudWatch's holds no more. */
const maxDepth = 1024 * 1024;

const maxKeyBytes = 64;
const maxContextBytes = 2_048;

export interface Element {
  readonly start: number;
  readonly end: number;
  /** Line breaks between the document's start and the element's. */
  readonly lines: number;
}

export type ScanResult = "more" | "done" | "failed";

const quote = 0x22;
const backslash = 0x5c;
const newline = 0x0a;
/** What a byte is outside of strings; 0 for any other. */
const space = 1;
const literal = 2;
const kinds = new Uint8Array(256);
for (const sign of " \n\r\t") kinds[sign.charCodeAt(0)] = space;
for (let byte = 0x21; byte < 0x7f; byte++)
  if (/[0-9A-Za-z.+-]/.test(String.fromCharCode(byte))) kinds[byte] = literal;
/** Bytes that end a string or an escape's beginning, or that a string must not have. */
const isSpecial = new Uint8Array(256).fill(1, 0, 0x20);
isSpecial[quote] = 1;
isSpecial[backslash] = 1;
const asValue = 0;
const firstValue = 1;
const asKey = 2;
const firstKey = 3;
const colon = 4;
const next = 5;

export class JsonScanner {
  readonly start: number;
  at: number;
  lines = 0;
  /** False once a key at the top is not CloudWatch's. */
  container = true;
  /** The elements are those of the outermost lists of a document that is not CloudWatch's. */
  isOthers = false;
  /** The list's key. Null before a list is found, "" for a document that is an array. */
  listKey: string | null = null;
  readonly context = new Map<string, string>();
  elements: Element[] = [];
  /** Where the element begins that is being read. */
  elementStart: number | null = null;
  #elementLines = 0;
  #dropElement = false;

  /** Of each depth: an object, or an array. */
  #objects = new Uint8Array(firstDepth);
  #depth = 0;
  #listDepth = -1;
  #expect = asValue;
  #inString = false;
  #escaped = false;
  #inLiteral = false;
  #stringStart = 0;
  #topKey = "";
  #innerKey = "";

  constructor(start: number) {
    this.start = start;
    this.at = start;
  }

  /** False where it is being dropped already. */
  dropElement(): boolean {
    if (this.#dropElement) return false;
    this.#dropElement = true;
    return true;
  }

  /**
   * Reads on in a buffer whose first byte is at `base`, which must reach back to the last string's or
   * element's start.
   */
  scan(buffer: Buffer, base: number): ScanResult {
    if (this.#depth === 0 && this.#expect === next) return "done";
    const end = buffer.length;
    let i = this.at - base;
    try {
      while (i < end) {
        if (this.#inString) {
          i = this.#string(buffer, i, base);
          if (i < 0) return "failed";
          continue;
        }
        if (this.#inLiteral) {
          while (i < end && kinds[buffer[i] as number] === literal) i++;
          if (i === end) break;
          this.#inLiteral = false;
          this.#valueEnds(base + i);
        }
        let byte = buffer[i] as number;
        while (kinds[byte] === space) {
          if (byte === newline) this.lines++;
          i++;
          if (i === end) return "more";
          byte = buffer[i] as number;
        }
        if (!this.#token(byte, base + i)) return "failed";
        i++;
        if (this.#depth === 0 && this.#expect === next) return "done";
      }
      return "more";
    } finally {
      this.at = base + Math.max(i, this.at - base);
    }
  }

  #string(buffer: Buffer, from: number, base: number): number {
    const end = buffer.length;
    let i = from;
    if (this.#escaped && i < end) {
      this.#escaped = false;
      i++;
    }
    for (;;) {
      while (i < end && isSpecial[buffer[i] as number] === 0) i++;
      if (i >= end) break;
      const byte = buffer[i] as number;
      if (byte === quote) {
        this.#inString = false;
        this.#stringEnds(buffer, base, i);
        return i + 1;
      }
      if (byte !== backslash) {
        this.at = base + i;
        return -1;
      }
      if (i + 1 >= end) {
        this.#escaped = true;
        return end;
      }
      i += 2;
    }
    // A step over the last byte's escape lands past it at most.
    return end;
  }

  #stringEnds(buffer: Buffer, base: number, end: number): void {
    const start = this.#stringStart - base;
    if (this.#expect === asKey || this.#expect === firstKey) {
      this.#expect = colon;
      if (this.#depth > 2) return;
      const key = end - start <= maxKeyBytes && start >= 0 ? buffer.toString("utf8", start + 1, end) : "";
      if (this.#depth === 2) this.#innerKey = key;
      else {
        this.#topKey = key;
        this.#innerKey = "";
        if (!containerKeys.has(key) && !key.startsWith("@")) this.container = false;
      }
      return;
    }
    if (
      this.#depth === 1 &&
      this.#objects[1] === 1 &&
      contextKeys.has(this.#topKey) &&
      end - start <= maxContextBytes &&
      start >= 0
    ) {
      this.context.set(this.#topKey, stringOf(buffer.toString("utf8", start, end + 1)));
    }
    this.#valueEnds(base + end + 1);
  }

  #valueEnds(end: number): void {
    this.#expect = next;
    if (this.#depth !== this.#listDepth || this.elementStart === null) return;
    if (!this.#dropElement) this.elements.push({ start: this.elementStart, end, lines: this.#elementLines });
    this.#dropElement = false;
    this.elementStart = null;
  }

  #valueStarts(place: number): void {
    if (this.#depth !== this.#listDepth) return;
    this.elementStart = place;
    this.#elementLines = this.lines;
  }

  #token(byte: number, place: number): boolean {
    const expect = this.#expect;
    const inObject = this.#objects[this.#depth] === 1;
    switch (byte) {
      case quote:
        if (expect > firstKey || this.#depth === 0) return false;
        if (expect <= firstValue) this.#valueStarts(place);
        this.#inString = true;
        this.#stringStart = place;
        return true;
      case 0x7b: // {
      case 0x5b: // [
        if (expect > firstValue || this.#depth === maxDepth) return false;
        this.#valueStarts(place);
        this.#open(byte === 0x7b);
        return true;
      case 0x7d: // }
        if (!inObject || (expect !== next && expect !== firstKey)) return false;
        return this.#close(place);
      case 0x5d: // ]
        if (inObject || this.#depth === 0 || (expect !== next && expect !== firstValue)) return false;
        return this.#close(place);
      case 0x2c: // ,
        if (expect !== next) return false;
        this.#expect = inObject ? asKey : asValue;
        return true;
      case 0x3a: // :
        if (expect !== colon) return false;
        this.#expect = asValue;
        return true;
      default:
        if (expect > firstValue || this.#depth === 0 || kinds[byte] !== literal) return false;
        this.#valueStarts(place);
        this.#inLiteral = true;
        return true;
    }
  }

  #open(object: boolean): void {
    if (!object && this.listKey === null) {
      const key = this.#depth === 0 ? "" : this.#depth === 1 ? this.#topKey : this.#innerKey;
      const here =
        this.#depth === 0 ||
        (this.#depth === 1 && listKeys.has(key)) ||
        (this.#depth === 2 && key === "sessionResults");
      if (here && this.container) {
        this.listKey = key;
        this.#listDepth = this.#depth + 1;
      }
    }
    if (!object && !this.container && this.#listDepth === -1) {
      this.isOthers = true;
      this.#listDepth = this.#depth + 1;
    }
    this.#depth++;
    if (this.#depth === this.#objects.length) {
      const deeper = new Uint8Array(this.#depth * 2);
      deeper.set(this.#objects);
      this.#objects = deeper;
    }
    this.#objects[this.#depth] = object ? 1 : 0;
    this.#expect = object ? firstKey : firstValue;
  }

  #close(place: number): boolean {
    // The end of the list does not end an element.
    if (this.#depth === this.#listDepth) this.#listDepth = this.isOthers ? -1 : -2;
    this.#depth--;
    this.#valueEnds(place + 1);
    return true;
  }
}

function stringOf(json: string): string {
  try {
    return String(JSON.parse(json));
  } catch {
    return "";
  }
}
