/**
 * The alarms, as data: for the template, for the documentation, and for the preview of the alarm strip.
 *
 * Each watches one series of the whole fleet, or, if the user pays for it, one series of each function
 * (`perFunction`). A finding is a gauge that is there at each invocation, and most functions are idle most of
 * the time, so the alarm holds for two hours after the finding was last reported: one bad quarter of an hour
 * out of eight is enough, and a missing one is a good one. That also forgives the delay of the embedded
 * metric format.
 */

import { catalogue } from "../../core/findings/catalogue.ts";
import { namespace } from "../../core/telemetry/metrics.ts";
import type { Alarm as WatchedAlarm } from "../preview/alarm.ts";

/** An alarm with what the template and its reader also need. */
export interface Alarm extends Omit<WatchedAlarm, "threshold"> {
  /** The logical id in the template. */
  readonly id: string;
  /** The end of the alarm's name, after the stack's. */
  readonly name: string;
  /**
   * For the person it wakes: what it means, where to look first. At most 1,024 characters (CloudWatch,
   * PutMetricAlarm).
   */
  readonly description: string;
  /** Pages of this repository. */
  readonly docs: readonly string[];
  /** A number, or the template's parameter that holds it. */
  readonly threshold: number | { readonly parameter: string };
  readonly missingData: "notBreaching";
}

const quarterHours = {
  period: 900,
  evaluationPeriods: 8,
  datapointsToAlarm: 1,
  missingData: "notBreaching",
} as const;

/** At least one finding in force, anywhere. */
function findings(metric: string): Pick<Alarm, "fleet" | "perFunction" | "comparison" | "threshold"> {
  return {
    fleet: [
      { id: "findings", stat: { namespace, metric, dimensions: {}, stat: "Maximum" }, returnData: true },
    ],
    // The functions with most findings come first: the alarm looks at 500 series.
    perFunction: [
      {
        id: "findings",
        expression: `SELECT MAX(${metric}) FROM SCHEMA("${namespace}", function_name) GROUP BY function_name ORDER BY MAX() DESC`,
        returnData: true,
      },
    ],
    comparison: "GreaterThanOrEqualToThreshold",
    threshold: 1,
  };
}

/**
 * Documents that CloudWatch Logs found no metrics in: AWS/Logs, dimension LogGroupName. There is no series
 * for all groups, so a query adds them up.
 */
function refusedDocuments(metric: string): Pick<Alarm, "fleet" | "perFunction" | "comparison" | "threshold"> {
  const query = `SELECT SUM(${metric}) FROM SCHEMA("AWS/Logs", LogGroupName)`;
  return {
    fleet: [{ id: "refused", expression: query, returnData: true }],
    perFunction: [
      { id: "refused", expression: `${query} GROUP BY LogGroupName ORDER BY SUM() DESC`, returnData: true },
    ],
    comparison: "GreaterThanOrEqualToThreshold",
    threshold: 1,
  };
}

const docsOf = (family: "shadowing" | "architecture") =>
  Object.values(catalogue)
    .filter((entry) => entry.family === family)
    .map((entry) => entry.docs);

const readFirst =
  "The dashboard lists the newest findings with their fix; the saved query Outcrop/first-appearances says since when.";

export const alarms: readonly Alarm[] = [
  {
    id: "ArchitectureAlarm",
    name: "architecture",
    title: "A native file does not fit this Lambda",
    description: [
      "A function has a native file for another CPU, system, C library or Node: it fails, or will when the file is loaded.",
      readFirst,
      "Fix: install for Lambda's platform and deploy again.",
      "Pages: docs/findings/wrong-architecture.md, wrong-platform.md, wrong-libc.md, newer-libc.md, abi-mismatch.md, missing-library.md,",
      "damaged-binary.md.",
    ].join(" "),
    docs: docsOf("architecture"),
    ...findings("Architecture"),
    ...quarterHours,
  },
  {
    id: "ShadowingErrorsAlarm",
    name: "shadowing-errors",
    title: "A package collision breaks a function, or will",
    description: [
      "A function loaded a copy of a package that breaks it, or will: one that its importer does not accept, or two that must be one.",
      "Collisions that are warnings do not raise this alarm.",
      readFirst,
      "Known and harmless? Accept it in the function's outcrop.json.",
      "Pages: docs/findings/shadowed-package.md, range-violation.md, torn-family.md, duplicate-instance.md, squashed-layer.md,",
      "undeclared-dependency.md, unresolved-module.md.",
    ].join(" "),
    docs: docsOf("shadowing"),
    ...findings("ShadowingErrors"),
    ...quarterHours,
  },
  {
    id: "UnresolvedModulesAlarm",
    name: "unresolved-modules",
    title: "A module was not found",
    description: [
      "A function asked for a module and Node did not find it. The finding says where Node looked and what lies close to it.",
      readFirst,
      `Page: ${catalogue["unresolved-module"].docs}.`,
    ].join(" "),
    docs: [catalogue["unresolved-module"].docs],
    ...findings(catalogue["unresolved-module"].metric),
    ...quarterHours,
  },
  {
    id: "SilenceAlarm",
    name: "silence",
    title: "Functions run and Outcrop does not report",
    description: [
      "For an hour, fewer of this region's invocations were reported by Outcrop than expected: a deployment took the layer or",
      "AWS_LAMBDA_EXEC_WRAPPER away, or CloudWatch takes no metrics from a log group any more.",
      "Functions are not at risk; their collisions go unseen.",
      "Where to look: docs/observability.md, the section about silence.",
    ].join(" "),
    docs: ["docs/observability.md"],
    fleet: [
      {
        id: "invocations",
        stat: { namespace: "AWS/Lambda", metric: "Invocations", dimensions: {}, stat: "Sum" },
        returnData: false,
      },
      {
        id: "reports",
        stat: { namespace, metric: "Shadowing", dimensions: {}, stat: "SampleCount" },
        returnData: false,
      },
      // Without invocations no report is expected: a quiet night is not silence.
      {
        id: "reported",
        expression: "IF(invocations > 0, 100 * FILL(reports, 0) / invocations, 100)",
        returnData: true,
      },
    ],
    perFunction: null,
    comparison: "LessThanThreshold",
    threshold: { parameter: "SilenceBelowPercent" },
    period: 900,
    evaluationPeriods: 4,
    datapointsToAlarm: 4,
    missingData: "notBreaching",
  },
  {
    id: "EmfValidationAlarm",
    name: "emf-validation-errors",
    title: "CloudWatch refused metrics in a log line",
    description: [
      "CloudWatch Logs found embedded metrics that break the format's rules, in some log group of this region: they are kept as logs and not",
      "counted. Outcrop's lines are checked against that format, so look at the function's own metrics first.",
      "Where to look: docs/observability.md, the section about refused metrics.",
    ].join(" "),
    docs: ["docs/observability.md"],
    ...refusedDocuments("EMFValidationErrors"),
    ...quarterHours,
  },
  {
    id: "EmfParsingAlarm",
    name: "emf-parsing-errors",
    title: "CloudWatch could not read metrics in a log line",
    description: [
      "CloudWatch Logs could not parse an embedded metric document, in some log group of this region: a line that was cut, or one that another",
      "logger wrapped. Metrics of that line are missing.",
      "Where to look: docs/observability.md, the section about refused metrics.",
    ].join(" "),
    docs: ["docs/observability.md"],
    ...refusedDocuments("EMFParsingErrors"),
    ...quarterHours,
  },
];
