/**
 * What the rules on native files share: their evidence, their severities, and the frame of their texts.
 *
 * | what is known | severity |
 * |---|---|
 * | another native file of the same copy loaded: the package tried several and found one that fits | info |
 * | the load or start failed, or the process died in it; none of the package's files fits | error |
 * | the same, and the function went on | warning |
 * | latent, the only file a loaded package has | error |
 * | latent | warning |
 */
import { type CopyRef, homePhrase, named } from "../../../layout/copy-ref.ts";
import { fittingNeighbour } from "../../native/fitting-neighbour.ts";
import type { NativeCause } from "../../native/native-cause.ts";
import type { NativeSubject } from "../../native/native-subject.ts";
import type { Rule, Verdict } from "../../rule/rule.ts";
import type { Severity } from "../../rule/severity.ts";
import type { World } from "../../rule/world.ts";

/** The part of the evidence that every code about native files has. */
export interface NativeLoad {
  readonly file: string;
  /**
   * `failed` and `died` were observed: a load or start went wrong, or the process ended in it. `likely`: a
   * shell or a script could not run a program, and this one is on its PATH. `latent`: the file was not loaded
   * so far. `none-fits`: the package has files for other hosts only, and this is the nearest. `loaded`: it
   * loads on this host, and would not on Lambda.
   */
  readonly outcome: NativeSubject["outcome"];
  readonly use: NativeSubject["use"];
  /** The loader's own text; null unless the load failed. */
  readonly loaderMessage: string | null;
  /** Another native file of the same copy loaded. */
  readonly recovered: boolean;
  /** The function went on after it. */
  readonly survived: boolean;
  /** An error ended something, and the thread had asked for nothing else since the load failed. */
  readonly last: boolean;
  /** How a program was asked for, where that is not its path: a name, or a link. */
  readonly asked: string | null;
  /** Where none fits: the names of those that are there, seen from the package. */
  readonly offered: readonly string[];
  /** Of a latent one: the package is loaded and has no other file to choose. */
  readonly sole: boolean;
}

type CauseOf<Code extends NativeCause["code"]> = Extract<NativeCause, { readonly code: Code }>;

export type NativeEvidence<Code extends NativeCause["code"]> = NativeLoad &
  Omit<CauseOf<Code>, "code"> & {
    /** A file of the same package that this host could load; absent where the rule looks for none. */
    readonly fitting?: string | null;
  };

interface NativeRuleParts<Code extends NativeCause["code"]> {
  readonly code: Code;
  readonly title: string;
  /** Whether another file of the package may fit where this one does not. */
  readonly looksForFittingFile: boolean;
  /** What is wrong, as a predicate of the file: `is empty`. */
  fault(evidence: NativeEvidence<Code>): string;
  /** More sentences for the end of the message, each with a blank before it. */
  details?(evidence: NativeEvidence<Code>): string;
  fix(packageName: string, evidence: NativeEvidence<Code>): string;
}

export function nativeRule<const Code extends NativeCause["code"]>(
  parts: NativeRuleParts<Code>,
): Rule<Code, "native", NativeEvidence<Code>> {
  const { code, title, looksForFittingFile, fault, details, fix } = parts;
  return {
    code,
    family: "architecture",
    subject: "native",
    title,
    judge(subject, world) {
      const evidence = evidenceOf(code, subject, world);
      if (evidence === null) return [];
      if (!looksForFittingFile) return [verdictOf(subject.copy, evidence)];
      return [verdictOf(subject.copy, { ...evidence, fitting: fittingNeighbour(subject, world) })];
    },
    message({ winner, evidence }) {
      const file = winner === null ? evidence.file : fileOf(winner, evidence.file);
      const fitting = evidence.fitting == null ? "" : ` ${evidence.fitting} would fit.`;
      if (evidence.outcome === "none-fits")
        return (
          `No native file of ${winner === null ? "the package" : named(winner)} fits this function. ` +
          `The nearest, ${file}, ${fault(evidence)}. The package has: ${evidence.offered.join(", ")}.`
        );
      return `${file} ${fault(evidence)}. ${outcomePhrase(evidence)}${details?.(evidence) ?? ""}${fitting}`;
    },
    fix: ({ package: name, evidence }) => fix(name, evidence),
  };
}

/** Null unless this is the code that explains the file. */
function evidenceOf<Code extends NativeCause["code"]>(
  code: Code,
  subject: NativeSubject,
  world: World,
): NativeEvidence<Code> | null {
  const { path: file, outcome, use, message, recovered, survived, last, sole, asked, offered } = subject;
  const found = world.nativeCauseOf(subject);
  if (found === null || found.code !== code) return null;
  const { code: _, ...cause } = found;
  const common = { file, outcome, use, recovered, survived, last, sole, asked, offered };
  const load: NativeLoad = { ...common, loaderMessage: message };
  // The comparison above ties the code to its member of the union; the types cannot follow it through the
  // type parameter.
  return { ...load, ...cause } as unknown as NativeEvidence<Code>;
}

function verdictOf<Evidence extends NativeLoad>(copy: CopyRef, evidence: Evidence): Verdict<Evidence> {
  return {
    severity: severityOf(evidence),
    package: copy.package,
    winner: copy,
    evidence,
    identity: [evidence.file],
  };
}

function severityOf({ outcome, recovered, survived, sole }: NativeLoad): Severity {
  if (recovered) return "info";
  if (outcome === "loaded") return "warning";
  if (outcome === "latent") return sole ? "error" : "warning";
  return survived && outcome !== "died" ? "warning" : "error";
}

/** `/opt/…/sharp.node of sharp@0.33.0 in the layer` */
function fileOf(copy: CopyRef, file: string): string {
  return `${file} of ${named(copy)} in ${homePhrase(copy)}`;
}

function outcomePhrase({ outcome, use, recovered, survived, sole, asked }: NativeLoad): string {
  const [atStart, doing] = use === "run" ? ["Starting", "starting"] : ["Loading", "loading"];
  const wentOn = survived ? "; the function went on without it" : "";
  switch (outcome) {
    case "loaded":
      return "It loads here, and would not load there.";
    case "died":
      return "The process ended while loading it.";
    case "failed":
      if (recovered) return "Loading it failed; another native file of the package loaded.";
      return `${atStart} it${asked === null ? "" : ` as "${asked}"`} failed${wentOn}.`;
    case "likely":
      return `A shell or a script could not run a program, and this one is on its PATH${wentOn}.`;
    default:
      if (recovered) return "Nothing has asked for it; another native file of the package loaded.";
      return sole
        ? `Nothing has asked for it yet; ${doing} it will fail, and the package has no other.`
        : `Nothing has asked for it yet; ${doing} it would fail.`;
  }
}
