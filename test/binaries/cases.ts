/**
 * Every file of the corpus on every host: what really happened, the code that must explain it, and what
 * Outcrop says.
 */
import type { FindingCode } from "../../core/findings/finding.ts";
import { expectedOfLoad, expectedOfProgram } from "./expected.ts";
import { type CorpusFile, corpusFiles, sysroot } from "./files.ts";
import { type TestHost, testHosts } from "./hosts.ts";
import { nameOf, type Outcome, outcomesOf } from "./outcome.ts";
import { foretold, inspected, observed, type Told } from "./verdict.ts";

export interface Case {
  readonly host: TestHost;
  readonly file: CorpusFile;
  readonly outcome: Outcome;
  readonly expected: FindingCode | null;
  /** After the load; null for a program, whose start is not observed. */
  readonly observed: readonly Told[] | null;
  /** Before it. */
  readonly foretold: readonly Told[];
}

export async function allCases(): Promise<readonly Case[]> {
  const files = corpusFiles();
  const hosts = testHosts();
  const outcomes = await outcomesOf(files, hosts);
  const outcomeOf = (host: TestHost, file: CorpusFile): Outcome =>
    outcomes.get(nameOf(host, file)) as Outcome;
  return hosts.flatMap((host) => {
    const programs = inspected(host);
    const other = hosts.find(({ line, arch }) => line === host.line && arch !== host.arch) as TestHost;
    const onKernel = host.emulator.length === 0 ? host : other;
    return files.map((file) => {
      const outcome = outcomeOf(host, file);
      if (file.use === "run") {
        const expected = expectedOfProgram(outcome, outcomeOf(other, file), outcomeOf(onKernel, file));
        return { host, file, outcome, expected, observed: null, foretold: programs.get(file.path) ?? [] };
      }
      const expected = expectedOfLoad(file.path, outcome);
      return {
        host,
        file,
        outcome,
        expected,
        observed: observed(host, file, outcome),
        foretold: foretold(host, file),
      };
    });
  });
}

/**
 * Addons bound to a NODE_MODULE_VERSION by `node_module_register`: the number is in the file's data
 * alone, behind no symbol, so that it is reported once a load has failed, and nothing before it.
 */
export const SILENT_BEFORE = /^@instana\/autoprofile /;

/** Codes that ask for a person: `info` does not. */
export function codesOf(told: readonly Told[]): readonly FindingCode[] {
  return told.filter(({ severity }) => severity !== "info").map(({ code }) => code);
}

/** The outcome in a few words, without this checkout's folders. */
export function outcomeText({ worked, code, message, signal }: Outcome, file: CorpusFile): string {
  if (worked) return file.use === "load" ? "loaded" : "ran";
  if (signal !== null) return signal;
  if (message === null) return code ?? "refused";
  const text = message.replaceAll(file.path, "P").replaceAll(sysroot, "").replaceAll(/\s+/g, " ");
  return /NODE_MODULE_VERSION \d+/.exec(text)?.[0] ?? text;
}
