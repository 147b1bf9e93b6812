/**
 * Which text of a record is let in. The journal is in /tmp and the function can write to it, so nothing that
 * the shim promised counts here:
 * 1. An error's message is kept where it reads as one that Node's module loader or the dynamic linker writes,
 *    or as the shim's word for a program, whatever code the error has, and without what they quote of a file.
 * 2. Of a stack, the lines that end as V8's frames do: a message's own lines are left out.
 * 3. Names and codes are identifiers; other text that is given as one is left out.
 * 4. Specifiers lose their queries, and data URLs their source.
 */

import type { MissingName } from "../explain/code/missing-name.ts";
import type { CauseRecord, FailureRecord, JournalRecord } from "../journal/records.ts";
import { scrub, scrubSpecifier } from "./scrub.ts";

/**
 * The beginnings of the texts, by Node's lib/internal/errors.js and lib/internal/modules, and glibc's
 * elf/dl-load.c and dl-lookup.c.
 */
const texts: readonly RegExp[] = [
  /^(?:Error: )?(?:Cannot find (?:module|package) '|require\(\) (?:of ES Module|cannot be used))/,
  /^(?:Error: )?(?:Directory import '|Package (?:subpath|import specifier) |No "exports" main )/,
  /^(?:Error: )?(?:Invalid package config |(?:Invalid )?"(?:exports|imports)" )/,
  /^(?:Error: )?Unknown (?:file extension "|module format)/,
  // The dynamic linker's, behind one name or two.
  /^(?:Error: )?(?:[^\s:]{1,4096}: ){1,2}(?:cannot |undefined symbol|invalid ELF|wrong ELF|ELF |version )/,
  /^(?:Error: )?(?:[^\s:]{1,4096}: ){1,2}(?:file too short|failed to |only |symbol |object |internal error)/,
  /^(?:Error: )?(?:[^\s:]{1,4096}: ){1,2}(?:unsupported |shared object|nonzero |not a dynamic)/,
  /^(?:Error: )?(?:Module did not self-register|The module '|Error (?:loading|relocating) )/,
  // The shim's own words for a program that could not be run: its name or path, and nothing else.
  /^spawn [\w./+@-]{1,4096}$/,
];

/** JSON.parse quotes what it could not read. */
const packageConfig = /^((?:Error: )?Invalid package config [^\n]*?package\.json)\b.*$/s;

const identifier = /^[\p{ID_Continue}$.:/-]{1,128}(?: \[[A-Z0-9_]{1,64}\])?$/u;

/** `at FUNCTION (LOCATION)` or `at LOCATION`, as in core/explain/stack.ts. */
const frame = /^at .*(?::\d{1,9}:\d{1,9}|<anonymous>|:0x[0-9a-f]{1,16}|\((?:native|index \d{1,9}))\)?$/s;

/** The record with what may go further of its text. */
export function admit(record: JournalRecord): JournalRecord {
  switch (record.tag) {
    case "resolution":
      return { ...record, specifier: scrubSpecifier(record.specifier) };
    case "unresolved":
      return {
        ...record,
        specifier: scrubSpecifier(record.specifier),
        code: identifierOr(record.code, "Error"),
      };
    case "native-end":
      return {
        ...record,
        code: record.code === null ? null : identifierOr(record.code, "Error"),
        message: messageOf(record.message),
      };
    case "failure":
      return admitFailure(record);
    default:
      return record;
  }
}

function admitFailure(record: FailureRecord): FailureRecord {
  return {
    ...record,
    ...admitError(record),
    message: messageOf(record.message),
    causes: record.causes.map(admitError),
  };
}

function admitError({ name, code, frames, missing }: CauseRecord): CauseRecord {
  return {
    name: identifierOr(name, "Error"),
    code: code === null || !identifier.test(code) ? null : scrub(code),
    frames: frames.map(scrub).filter((line) => frame.test(line) || line.endsWith(",…")),
    missing: missing === null ? null : admitMissing(missing),
  };
}

/** A name may be data (`rows[id]`): it goes no further than the journal unless code has it as a name. */
function admitMissing(missing: MissingName): MissingName {
  const { name, of, specifier } = missing;
  return {
    ...missing,
    name: name === null || scrub(name) !== name ? null : name,
    of: of === null ? null : scrub(of),
    specifier: specifier === null ? null : scrubSpecifier(specifier),
  };
}

function messageOf(message: string | null): string | null {
  if (message === null || !texts.some((text) => text.test(message))) return null;
  return scrub(message.replace(packageConfig, "$1"));
}

function identifierOr(text: string, other: string): string {
  return identifier.test(text) ? scrub(text) : other;
}
