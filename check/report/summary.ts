/** The answer to `outcrop check`, before any detail. */
import { counted, number } from "../../page/counts.ts";
import type { CheckedFinding, CheckedFunction } from "../check-function.ts";
import { needsAction, type Report } from "./report.ts";

export type State = "fails" | "warns" | "unjudged" | "clean";

/** Of one function. What only may happen is a warning. */
export function stateOf({ will, may, layerReport, lock, unjudged }: CheckedFunction): State {
  const { refused, broken, torn, clashes } = layerReport;
  const open = will.filter(needsAction);
  if (
    refused.length + broken.length > 0 ||
    hasDrift({ lock }) ||
    open.some(({ severity }) => severity === "error")
  )
    return "fails";
  if (open.length + torn.length + clashes.length > 0 || may.some(needsAction)) return "warns";
  return unjudged.length > 0 ? "unjudged" : "clean";
}

/** `orders: 1 error and 2 warnings will happen, 1 error may happen` */
export function summaryOf(checked: CheckedFunction): string {
  return `${checked.name}: ${outcomeOf(checked)}`;
}

export function outcomeOf(checked: CheckedFunction): string {
  if (checked.judged === "nothing") return "not judged";
  const will = countsOf(checked.will);
  const may = countsOf(checked.may);
  const { refused, broken, torn, clashes } = checked.layerReport;
  const parts = [
    ...(refused.length > 0 ? ["Lambda will refuse it"] : []),
    ...(broken.length > 0 ? ["its init will fail"] : []),
    ...(hasDrift(checked) ? ["it differs from its lock"] : []),
    ...(will === null ? [] : [`${will} will happen`]),
    ...(torn.length === 0 ? [] : [tornCount(torn.length)]),
    ...(clashes.length === 0 ? [] : [clashCount(clashes.length)]),
    ...(may === null ? [] : [`${may} may happen`]),
  ];
  const found = parts.length > 0 ? parts.join(", ") : "no collision found";
  const { unjudged, judged } = checked;
  const limits = [
    ...(judged === "other" ? ["only its layers and files were judged"] : []),
    ...(unjudged.length > 0
      ? [`${counted(unjudged.length, "thing")} ${unjudged.length === 1 ? "was" : "were"} not judged`]
      : []),
  ];
  return [found, ...limits].join("; ");
}

/** The answer about all functions, in one line. */
export function headlineOf({ functions }: Report): string {
  const [only] = functions;
  if (only !== undefined && functions.length === 1) return summaryOf(only);
  const groups = Map.groupBy(functions, groupOf);
  const parts = groupOrder.flatMap((group) => {
    const count = groups.get(group)?.length ?? 0;
    return count === 0 ? [] : [`${number(count)} ${group}`];
  });
  return `${counted(functions.length, "function")}: ${parts.join(", ") || "nothing was checked"}`;
}

const groupOrder = [
  "with errors",
  "to look at",
  "not judged",
  "not judged in full",
  "judged by the layers alone",
  "without a collision",
] as const;

function groupOf(checked: CheckedFunction): (typeof groupOrder)[number] {
  if (checked.judged === "nothing") return "not judged";
  switch (stateOf(checked)) {
    case "fails":
      return "with errors";
    case "warns":
      return "to look at";
    case "unjudged":
      return "not judged in full";
    case "clean":
      return checked.judged === "other" ? "judged by the layers alone" : "without a collision";
  }
}

/** Why the command ends with its exit code. */
export function resultOf({ exitCode, limits, will, functions }: Report): string {
  const { failOn } = limits;
  if (exitCode === 3)
    return "Failed (exit code 3): something could not be judged, and --allow-unjudged is not set.";
  if (exitCode === 0)
    return failOn === "never"
      ? "Passed: --fail-on is never."
      : `Passed: nothing at or above --fail-on ${failOn} will happen.`;
  const counts = countsOf(will.map(({ finding }) => finding));
  const refused = functions.filter(({ layerReport }) => layerReport.refused.length > 0).length;
  const broken = functions.filter(({ layerReport }) => layerReport.broken.length > 0).length;
  const drifted = functions.filter(hasDrift).length;
  const clashes = new Set(functions.flatMap(({ layerReport }) => layerReport.clashes.map(({ what }) => what)))
    .size;
  const torn = new Set(functions.flatMap(({ layerReport }) => layerReport.torn.map(({ path }) => path))).size;
  const reasons = [
    ...(refused > 0 ? [`Lambda will refuse ${counted(refused, "function")}`] : []),
    ...(broken > 0 ? [`the init of ${counted(broken, "function")} will fail`] : []),
    ...(drifted > 0
      ? [`${counted(drifted, "function")} ${drifted === 1 ? "differs" : "differ"} from the lock`]
      : []),
    ...(counts === null ? [] : [`${counts} will happen`]),
    ...(torn > 0 && failOn !== "error" ? [tornCount(torn)] : []),
    ...(clashes > 0 && failOn !== "error" ? [clashCount(clashes)] : []),
  ];
  const why = reasons.length > 0 ? reasons.join(", ") : "there are findings of severity info";
  const again = drifted > 0 ? " If the new layers are right, run outcrop lock again." : "";
  return `Failed (exit code 1): ${why}; --fail-on is ${failOn}.${again}`;
}

function hasDrift({ lock }: Pick<CheckedFunction, "lock">): boolean {
  return (lock?.drift.length ?? 0) > 0;
}

function clashCount(count: number): string {
  return count === 1 ? "layers clash" : `layers clash in ${number(count)} ways`;
}

function tornCount(count: number): string {
  return `${counted(count, "package")} of /opt ${count === 1 ? "is" : "are"} torn between layers`;
}

/** Without what is accepted and what needs no action; null where nothing is left. */
function countsOf(findings: readonly CheckedFinding[]): string | null {
  const open = findings.filter(needsAction);
  const texts = (["error", "warning"] as const).flatMap((severity) => {
    const count = open.filter((finding) => finding.severity === severity).length;
    return count === 0 ? [] : [counted(count, severity)];
  });
  return texts.length === 0 ? null : texts.join(" and ");
}
