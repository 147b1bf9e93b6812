/**
 * What Outcrop takes for true of AWS and what no test on a machine without an account can show. Each claim
 * judges by what a run has seen. docs/first-account.md has its table from this list.
 */

import { type Answer, type Evidence, NotSeen, type Refusals } from "./evidence.ts";
import { outcropLines, probeLines, wrappedLines } from "./lines.ts";
import type { Format } from "./names.ts";

export type Verdict = "held" | "did not hold" | "unknown";

export interface Judgement {
  readonly verdict: Verdict;
  /** What was seen, or why nothing was. */
  readonly seen: string;
}

export interface Claim {
  readonly id: string;
  /** A sentence that is true or not. */
  readonly claim: string;
  /** What in Outcrop depends on it. */
  readonly matters: string;
  /** @throws NotSeen */
  readonly judge: (evidence: Evidence) => Judgement;
}

const judged = (holds: boolean, seen: string): Judgement => ({
  verdict: holds ? "held" : "did not hold",
  seen,
});

export function judge({ judge: ofClaim }: Claim, evidence: Evidence): Judgement {
  try {
    return ofClaim(evidence);
  } catch (error) {
    if (error instanceof NotSeen) return { verdict: "unknown", seen: error.message };
    throw error;
  }
}

/** Lines after an invocation are what level filters would drop: they are at INFO. */
function linesArrive(format: Format) {
  return (evidence: Evidence): Judgement => {
    const events = evidence.of("lines", format);
    const wrapped = wrappedLines(events).length;
    const [all, invocations] = [outcropLines(events), outcropLines(events, "invocation")];
    const seen = `${all.length} lines, ${invocations.length} of invocations, ${wrapped} wrapped, in ${events.length} events`;
    return judged(invocations.length > 0 && wrapped === 0, seen);
  };
}

function metricArrives(format: Format) {
  return (evidence: Evidence): Judgement => {
    if (probeLines(evidence.of("lines", format), "event").length === 0)
      throw new NotSeen("the line that declares the metric is not in the log");
    const samples = evidence.of("probeMetric", format);
    return judged(samples > 0, samples === 1 ? "1 sample" : `${samples} samples`);
  };
}

function accepted(refusals: Refusals): Judgement {
  const names = Object.keys(refusals);
  const refused = names.filter((name) => refusals[name] !== null);
  if (names.length === 0) throw new NotSeen("none was asked");
  const first = refused[0] === undefined ? "" : `; ${refused[0]}: ${refusals[refused[0]]}`;
  return judged(refused.length === 0, `${names.length - refused.length} of ${names.length} taken${first}`);
}

function ofAnswer(judgeOf: (answer: Answer) => Judgement) {
  return (evidence: Evidence): Judgement => {
    const [first] = evidence.get("answers");
    if (first === undefined) throw new NotSeen("no invocation was answered");
    return judgeOf(first);
  };
}

/** What /var/runtime/bootstrap sets, as the local Lambda has it. */
function usualNodePath(node: string): string {
  const major = /^v(\d+)/.exec(node)?.[1] ?? "";
  const folders = [`/opt/nodejs/node${major}/node_modules`, "/opt/nodejs/node_modules"];
  return [...folders, "/var/runtime/node_modules", "/var/runtime", "/var/task"].join(":");
}

export const claims: readonly Claim[] = [
  {
    id: "lines-text",
    claim: "Lines that an extension writes reach the function's log group, one event each",
    matters: "everything that Outcrop reports",
    judge: linesArrive("text"),
  },
  {
    id: "lines-json",
    claim: "Under the JSON log format they arrive as they were written, and are not wrapped",
    matters: "metrics, queries and `outcrop incident` with that format",
    judge: linesArrive("json"),
  },
  {
    id: "lines-levels",
    claim: "ApplicationLogLevel=ERROR and SystemLogLevel=WARN drop none of them",
    matters: "functions that filter their logs",
    judge: linesArrive("levels"),
  },
  {
    id: "emf-text",
    claim: "A document in the embedded metric format on an extension's stdout becomes a metric",
    matters: "the dashboard and every alarm",
    judge: metricArrives("text"),
  },
  {
    id: "emf-json",
    claim: "It does so under the JSON log format",
    matters: "the same",
    judge: metricArrives("json"),
  },
  {
    id: "emf-levels",
    claim: "It does so with level filters",
    matters: "the same",
    judge: metricArrives("levels"),
  },
  {
    id: "emf-outcrop",
    claim: "CloudWatch has each metric that Outcrop's own lines declare",
    matters: "the same",
    judge: (evidence) => {
      const samples = Object.entries(evidence.get("outcropMetrics"));
      const absent = samples.filter(([, count]) => count === 0).map(([name]) => name);
      if (samples.length === 0) throw new NotSeen("no line declares a metric for the function");
      const missing = absent.length === 0 ? "" : `, without ${absent.join(", ")}`;
      return judged(absent.length === 0, `${samples.length - absent.length} of ${samples.length}${missing}`);
    },
  },
  {
    id: "observed",
    claim: "Lambda starts the wrapper of AWS_LAMBDA_EXEC_WRAPPER, and the shim sees the function's modules",
    matters: "everything but the metrics of a function without the shim",
    judge: (evidence) => {
      const [line] = outcropLines(evidence.of("lines", "text"), "environment");
      if (line === undefined) throw new NotSeen("the log has no environment line");
      return judged(line["coverage"] === "full", `coverage ${String(line["coverage"])}`);
    },
  },
  {
    id: "shadowing",
    claim: "A package in the function hides the one in a layer, and Outcrop reports it",
    matters: "the findings of Outcrop",
    judge: (evidence) => {
      const findings = outcropLines(evidence.of("lines", "text"), "finding");
      const [found] = findings.filter((line) => line["package"] === "outcrop-verify-shadowed");
      if (found === undefined) return judged(false, `not among ${findings.length} findings`);
      const [winner, loser] = [String(found["winner_root"]), String(found["loser_root"])];
      return judged(winner === "function" && loser === "layer", `${winner} hides ${loser}`);
    },
  },
  {
    id: "extensions-api",
    claim: "The Extensions API answers with HTTP/1.1, a status of 200, and a length or chunks",
    matters: "the launcher, which reads HTTP in a shell",
    judge: (evidence) => {
      const events = evidence.of("lines", "text");
      const lines = [...probeLines(events, "register"), ...probeLines(events, "event")];
      if (lines.length < 2) throw new NotSeen("the probe's lines are not in the log");
      const namesOfLine = (line: (typeof lines)[number]): string[] => String(line["header_names"]).split(" ");
      const holds = lines.every(
        (line) =>
          line["http_version"] === "1.1" &&
          line["status"] === 200 &&
          namesOfLine(line).some((name) => name === "content-length" || name === "transfer-encoding"),
      );
      const seen = lines.map((line) => `${String(line["status"])} with ${String(line["header_names"])}`);
      return judged(holds, [...new Set(seen)].join("; "));
    },
  },
  {
    id: "extension-event",
    claim: "An event has eventType, deadlineMs, requestId and invokedFunctionArn",
    matters: "the launcher's budget, and the lines after an invocation",
    judge: (evidence) => {
      const [line] = probeLines(evidence.of("lines", "text"), "event");
      if (line === undefined) throw new NotSeen("the probe's line is not in the log");
      const keys = String(line["body_keys"]).split(" ");
      const needed = ["eventType", "deadlineMs", "requestId", "invokedFunctionArn"];
      return judged(
        needed.every((key) => keys.includes(key)),
        keys.join(" "),
      );
    },
  },
  {
    id: "cpu",
    claim: "At 128 MB, init gets at least twice the CPU of an invocation",
    matters: "when the launcher starts Node",
    judge: ofAnswer(({ cpuInInit, cpuInInvocation }) =>
      judged(
        cpuInInit >= 2 * cpuInInvocation,
        `${cpuInInit} of a CPU in init, ${cpuInInvocation} in an invocation`,
      ),
    ),
  },
  {
    id: "node-path",
    claim: "NODE_PATH holds the folders that the local Lambda has, in its order",
    matters: "which copy the local Lambda predicts",
    judge: ofAnswer(({ node, nodePath }) => judged(nodePath === usualNodePath(node), nodePath ?? "not set")),
  },
  {
    id: "layer-modules",
    claim: "Both require and import find a package of a layer",
    matters: "the same; stock Node's import does not read NODE_PATH",
    judge: ofAnswer(({ requiredFromLayer, importedFromLayer }) =>
      judged(
        requiredFromLayer === null && importedFromLayer === null,
        `require: ${requiredFromLayer ?? "found"}, import: ${importedFromLayer ?? "found"}`,
      ),
    ),
  },
  {
    id: "require-esm",
    claim: "require of an ES module fails with ERR_REQUIRE_ESM",
    matters: "which errors the local Lambda shows",
    judge: ofAnswer(({ requiredModule, node }) =>
      judged(requiredModule === "ERR_REQUIRE_ESM", `${requiredModule ?? "it loads"} on ${node}`),
    ),
  },
  {
    id: "source-names",
    claim: "A query with SOURCE 'group' | SOURCE 'group' finds Outcrop's lines",
    matters: "the dashboard's tables with LogGroupNames",
    judge: (evidence) => sourceFinds(evidence.get("sources").names),
  },
  {
    id: "source-prefix",
    claim: "A query with SOURCE logGroups(namePrefix: [...]) finds them",
    matters: "the dashboard's tables with FunctionNamePrefix",
    judge: (evidence) => sourceFinds(evidence.get("sources").prefix),
  },
  {
    id: "dashboard",
    claim: "CloudWatch takes the dashboard in each form without a message",
    matters: "the dashboard",
    judge: (evidence) => accepted(evidence.get("dashboard")),
  },
  {
    id: "widgets",
    claim: "The console fills the dashboard's tables by SOURCE",
    matters: "the dashboard's tables",
    judge: () => {
      throw new NotSeen("no API draws a log table: run with --keep and look at the dashboard");
    },
  },
  {
    id: "alarms",
    claim: "CloudWatch takes every alarm, also those by GROUP BY in Metrics Insights",
    matters: "the alarms",
    judge: (evidence) => accepted(evidence.get("alarms")),
  },
  {
    id: "queries",
    claim: "Logs Insights takes every saved query",
    matters: "the saved queries",
    judge: (evidence) => accepted(evidence.get("queries")),
  },
  {
    id: "templates",
    claim: "CloudFormation finds every template valid",
    matters: "the templates",
    judge: (evidence) => accepted(evidence.get("templates")),
  },
];

function sourceFinds(found: number | string): Judgement {
  if (typeof found === "string") return judged(false, found);
  return judged(found > 0, `${found} rows`);
}
