/**
 * The proof, in this order:
 * 1. The event runs twice as it is, without Outcrop: it must fail, and twice in the same way.
 * 2. A replay with Outcrop's layer, or the logs of the incident, names the collisions.
 * 3. For each, function and layers are repaired in a copy, and the event runs again. A repair with which it
 *    succeeds runs once more: what succeeds by chance proves nothing.
 */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { parseFrame } from "../../core/explain/stack.ts";
import type { Finding } from "../../core/findings/finding.ts";
import { isInside } from "../../core/layout/paths.ts";
import type { Analysis } from "../../incident/analysis/analysis.ts";
import { type Failure, type Outcome, sameOutcome } from "../../sandbox/outcome.ts";
import { applyEdits } from "./apply.ts";
import { Site } from "./artefacts/site.ts";
import { type Artefacts, copyTree, stageArtefacts } from "./artefacts/tree.ts";
import { byHand } from "./by-hand.ts";
import { type Candidate, candidatesOf } from "./candidates.ts";
import { Installer } from "./install.ts";
import { analysisOfLogs, analysisOfRun } from "./observe.ts";
import type { ProveRequest } from "./options.ts";
import type { Named, Proof, ProofError, Tried } from "./proof.ts";
import { RepairError } from "./repair-error.ts";
import type { Repair } from "./repairs/repair.ts";
import { repairsOf } from "./repairs/repairs-of.ts";
import { type Replay, Replayer } from "./replayer.ts";
import { sentenceOf } from "./sentence.ts";

/** Findings that are repaired. */
const maxCandidates = 8;

/**
 * @param scratch a folder of our own
 * @param onStep hears what is about to run
 */
export async function proveEvent(
  request: ProveRequest,
  scratch: string,
  onStep: (text: string) => void,
): Promise<Proof> {
  const artefacts = await stageArtefacts(request.function, request.layers, scratch);
  const { tree } = artefacts;
  const replayer = new Replayer(request);
  onStep("the event as it is");
  const controls = [await replayer.replay(tree)];
  const [{ outcome }] = controls as [Replay];
  const base = {
    schema: 1,
    given: givenOf(request),
    controls: controls.map(({ outcome: { kind }, ms }) => ({ outcome: kind, ms })),
    repairs: [],
    skipped: [],
    notes: [],
  } as const;
  if (outcome.kind === "succeeds") return ended({ ...base, error: null, because: "no-failure" });
  onStep("the event as it is, again");
  const again = await replayer.replay(tree);
  const both = [...base.controls, { outcome: again.outcome.kind, ms: again.ms }];
  if (!isSameKind(outcome, again.outcome))
    return ended({ ...base, controls: both, error: errorOf(outcome, null), because: "flaky" });
  onStep("what collides");
  const analysis =
    request.incident.length > 0
      ? await analysisOfLogs(request.incident)
      : analysisOfRun(await replayer.observe(tree));
  const error = errorOf(outcome, analysis);
  const { planned, skipped } = planOf(
    candidatesOf(analysis, error.name, request.chosen),
    new Site(tree, request.node),
  );
  const trial: Trial = {
    request,
    artefacts,
    scratch,
    replayer,
    failure: outcome,
    varies: !sameOutcome(outcome, again.outcome),
  };
  const installer = new Installer(scratch, request);
  const repairs: Tried[] = [];
  for (const [index, plan] of planned.entries()) {
    if (plan.last && repairs.some((tried) => tried.outcome === "succeeds")) break;
    onStep(`repair ${index + 1} of ${planned.length}`);
    repairs.push(await tryOut(plan, trial, installer));
  }
  return ended({
    ...base,
    controls: both,
    error,
    repairs,
    skipped,
    notes: notesOf(request, error, analysis),
    because: becauseOf(repairs),
  });
}

function becauseOf(repairs: readonly Tried[]): Proof["because"] {
  if (repairs.some(({ outcome }) => outcome === "succeeds")) return "error-goes";
  if (repairs.length === 0) return "no-candidate";
  return repairs.every(({ outcome }) => outcome === "not-applied") ? "no-repair-applied" : "no-repair-helps";
}

function ended(proof: Omit<Proof, "verdict" | "sentence">): Proof {
  const verdict = proof.because === "error-goes" ? "proved" : "not-proved";
  return { ...proof, verdict, sentence: sentenceOf(proof) };
}

interface Plan {
  readonly repair: Repair;
  /** All its findings are only for information. */
  readonly last: boolean;
  readonly findings: readonly Named[];
}

/** Findings that describe one collision have equal repairs, which run once. */
function planOf(
  candidates: readonly Candidate[],
  site: Site,
): { readonly planned: readonly Plan[]; readonly skipped: Proof["skipped"] } {
  const planned = new Map<string, Plan>();
  const skipped: (Named & { reason: string })[] = [];
  let taken = 0;
  for (const { finding, tied, last } of candidates) {
    const named = namedOf(finding, tied);
    const { repairs, refused } = repairsOf(finding, site);
    if (refused !== null) skipped.push({ ...named, reason: refused });
    else if (taken >= maxCandidates)
      skipped.push({ ...named, reason: `${maxCandidates} findings come first; choose it with --finding` });
    else {
      taken++;
      for (const repair of repairs) {
        const key = JSON.stringify(repair.edits);
        const known = planned.get(key);
        planned.set(key, {
          repair: known?.repair ?? repair,
          last: last && known?.last !== false,
          findings: [...(known?.findings ?? []), named],
        });
      }
    }
  }
  return { planned: [...planned.values()], skipped };
}

interface Trial {
  readonly request: ProveRequest;
  readonly artefacts: Artefacts;
  readonly scratch: string;
  readonly replayer: Replayer;
  readonly failure: Outcome;
  /** The failure's message is another one in each run. */
  readonly varies: boolean;
}

async function tryOut(
  { repair, findings }: Plan,
  { request, artefacts, scratch, replayer, failure, varies }: Trial,
  installer: Installer,
): Promise<Tried> {
  const { edits, when } = repair;
  const common = { findings, repair: when, edits, byHand: byHand(edits, artefacts) };
  const folder = join(scratch, "repaired");
  try {
    const tree = copyTree(artefacts.tree, folder);
    await applyEdits(tree, edits, { installer, scratch });
    const line = edits.flatMap((edit) => (edit.kind === "node" ? [edit.line] : []))[0] ?? request.node;
    const { outcome, ms } = await replayer.replay(tree, line);
    if (outcome.kind === "succeeds") {
      const second = await replayer.replay(tree, line);
      const stays = second.outcome.kind === "succeeds";
      const detail = stays ? null : `${phraseOf(second.outcome)} in the second replay`;
      return { ...common, outcome: stays ? "succeeds" : "unstable", detail, ms };
    }
    const isSame = varies ? isSameKind(outcome, failure) : sameOutcome(outcome, failure);
    if (isSame) return { ...common, outcome: "same-error", detail: null, ms };
    if (outcome.kind === "times-out") return { ...common, outcome: "times-out", detail: null, ms };
    return { ...common, outcome: "another-error", detail: phraseOf(outcome), ms };
  } catch (error) {
    if (!(error instanceof RepairError)) throw error;
    return { ...common, outcome: "not-applied", detail: error.message, ms: 0 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Whatever their messages are. */
function isSameKind(left: Outcome, right: Outcome): boolean {
  return left.kind === "fails" && right.kind === "fails"
    ? left.name === right.name
    : left.kind === right.kind;
}

function phraseOf(outcome: Outcome): string {
  if (outcome.kind !== "fails") return outcome.kind;
  return outcome.message === "" ? outcome.name : `${outcome.name}: ${outcome.message}`;
}

function errorOf(
  outcome: Exclude<Outcome, { kind: "succeeds" }> | Outcome,
  analysis: Analysis | null,
): ProofError {
  const { name, message, trace } = outcome.kind === "fails" ? outcome : timeout;
  const seen = analysis?.errors.find((one) => one.error.name === name && one.error.code !== null);
  return { name, code: seen?.error.code ?? null, message, frame: innermost(trace) };
}

const timeout: Omit<Failure, "kind"> = { name: "timeout", message: "the function timed out", trace: [] };

function innermost(trace: readonly string[]): string | null {
  const own = trace.find((line) => {
    const path = parseFrame(line)?.path ?? "";
    return isInside(path, "/var/task") || isInside(path, "/opt");
  });
  return own?.trim().replace(/^at /, "") ?? null;
}

function namedOf({ code, package: name, severity, winner, loser, importer }: Finding, tied: boolean): Named {
  return {
    code,
    package: name,
    severity,
    winner: winner?.path ?? null,
    loser: loser?.path ?? null,
    importer: importer?.path ?? null,
    tied,
  };
}

function givenOf({ function: task, layers, eventFile, handler, node }: ProveRequest): Proof["given"] {
  return { function: task, layers, event: eventFile, handler, node };
}

function notesOf({ incident }: ProveRequest, { name }: ProofError, analysis: Analysis): readonly string[] {
  if (incident.length === 0 || analysis.errors.some(({ error }) => error.name === name)) return [];
  const names = [...new Set(analysis.errors.map(({ error }) => error.name))].slice(0, 3).join(", ");
  const held = names || "no error";
  return [`The logs of the incident hold no ${name}; they hold ${held}. This may be another failure.`];
}
