/**
 * What Outcrop says about each file: after its load was observed, and before, of a file that is only there.
 */
import { Analysis } from "../../core/findings/engine/analysis.ts";
import { EnvironmentWorld } from "../../core/findings/engine/environment-world.ts";
import type { FindingCode, Severity } from "../../core/findings/finding.ts";
import { rulesFor } from "../../core/findings/finding.ts";
import { hostOf } from "../../core/findings/native/host.ts";
import { latentSubject } from "../../core/findings/native/native-subject.ts";
import type { Problem } from "../../core/layout/problem.ts";
import { type CorpusFile, sysroot } from "./files.ts";
import type { TestHost } from "./hosts.ts";
import type { Outcome } from "./outcome.ts";

/** Loads run without LD_LIBRARY_PATH. */
const layout = { sysroot, libraryPath: "" };

export interface Told {
  readonly code: FindingCode;
  readonly severity: Severity;
}

/** From the records the shim would have written of the real load. */
export function observed(
  host: TestHost,
  { path }: CorpusFile,
  { worked, code, message, signal }: Outcome,
): readonly Told[] {
  const analysis = analysisOn(host);
  analysis.observe({ tag: "native-start", thread: 0, path });
  if (signal === null)
    analysis.observe({ tag: "native-end", thread: 0, path, code: worked ? null : code, message });
  else analysis.observeDeath();
  return told(analysis);
}

/** Foretold: the file's rules are asked before anything loads it. */
export function foretold(host: TestHost, { path, use }: CorpusFile): readonly Told[] {
  const world = worldOn(host);
  const subject = latentSubject(path, world.copyOf(path), use, { sole: true });
  return rulesFor("native").flatMap((rule) =>
    rule.judge(subject, world).map(({ severity }) => ({ code: rule.code, severity })),
  );
}

/** The inspection of /opt/bin: program -> what is reported about it. */
export function inspected(host: TestHost): ReadonlyMap<string, readonly Told[]> {
  const analysis = analysisOn(host);
  analysis.inspectLatent({ variable: () => null, cpuMs: () => 0 });
  analysis.settle();
  return Map.groupBy(analysis.findings, ({ evidence }) => ("file" in evidence ? evidence.file : ""));
}

function told(analysis: Analysis): readonly Told[] {
  return analysis.settle().findings.map(({ code, severity }) => ({ code, severity }));
}

function analysisOn({ files, thread }: TestHost): Analysis {
  const analysis = new Analysis({ files, layout, accept: [], onProblem: complain });
  analysis.observe(thread);
  return analysis;
}

function worldOn({ files, thread }: TestHost): EnvironmentWorld {
  const world = new EnvironmentWorld(files, layout, complain);
  world.processBegan(hostOf(thread));
  return world;
}

function complain({ path, what }: Problem): void {
  throw new Error(`${path} ${what}`);
}
