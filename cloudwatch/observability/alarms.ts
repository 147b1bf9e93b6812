/**
 * The alarms, as data: for the template, for the documentation, and for the preview of the alarm strip.
 *
 * Each watches one series of the whole fleet, or, if the user pays for it, one series of each function
 * (`perFunction`). A finding is a gauge that is there at each invocation, and most functions are idle most of
 * the time, so the alarm holds for two hours after the finding was last reported: one bad quarter of an hour
 * out of eight is enough, and a missing one is a good one. That also forgives the delay of the embedded
 * metric format.
 */

import { type Family, findingKinds } from "../../core/findings/finding.ts";
import { namespace } from "../../core/telemetry/metrics.ts";
import type { Alarm as WatchedAlarm } from "../preview/alarm.ts";

/** An alarm with what the template and its reader also need. */
export interface Alarm extends Omit<WatchedAlarm, "threshold"> {
  /** The logical id in the template. */
  readonly id: string;
  /** The end of the alarm's name, after the stack's. */
  readonly name: string;
  /**
   * For the person it wakes: what it means, where to look first. `${DocsUrl}` is the template's parameter. At
   * most 1,024 characters (CloudWatch, PutMetricAlarm).
   */
  readonly description: string;
  /** Pages of this repository. */
  readonly docs: readonly string[];
  /** A number, or the template's parameter that holds it. */
  readonly threshold: number | { readonly parameter: string };
  readonly missingData: "notBreaching";
  /** The template's condition, if the alarm has a switch of its own. */
  readonly condition?: "SilenceIsWatched" | "BundledIsWatched";
}

const quarterHours = {
  period: 900,
  evaluationPeriods: 8,
  datapointsToAlarm: 1,
  missingData: "notBreaching",
} as const;

/**
 * At least one environment that ended in init, anywhere. Each is an event, so they add up. The metric is
 * absent while no init fails.
 */
function failedInits(): Pick<Alarm, "fleet" | "perFunction" | "comparison" | "threshold"> {
  const metric = "InitFailures";
  return {
    fleet: [{ id: "failed", stat: { namespace, metric, dimensions: {}, stat: "Sum" }, returnData: true }],
    perFunction: [
      {
        id: "failed",
        expression:
          `SELECT SUM(${metric}) FROM SCHEMA("${namespace}", function_name) ` +
          "GROUP BY function_name ORDER BY SUM() DESC",
        returnData: true,
      },
    ],
    comparison: "GreaterThanOrEqualToThreshold",
    threshold: 1,
  };
}

/** At least one finding in force, or one function that was not seen, anywhere. */
function findings(metric: string): Pick<Alarm, "fleet" | "perFunction" | "comparison" | "threshold"> {
  return {
    fleet: [
      { id: "findings", stat: { namespace, metric, dimensions: {}, stat: "Maximum" }, returnData: true },
    ],
    // The functions with most findings come first: the alarm looks at 500 series.
    perFunction: [
      {
        id: "findings",
        expression:
          `SELECT MAX(${metric}) FROM SCHEMA("${namespace}", function_name) ` +
          "GROUP BY function_name ORDER BY MAX() DESC",
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

const docsOf = (family: Family) =>
  Object.values(findingKinds)
    .filter((entry) => entry.family === family)
    .map((entry) => entry.docs);

/** Before a page's path; the template's parameter. */
const docs = `\${DocsUrl}docs/`;

/** `Pages: docs/findings/a.md, b.md.` */
function pagesOf(family: Family): string {
  const codes = Object.values(findingKinds).filter((kind) => kind.family === family);
  return `Pages: ${docs}findings/${codes.map(({ code }) => `${code}.md`).join(", ")}.`;
}

const readFirst =
  "The dashboard lists functions, packages and fixes, errors first. " +
  "The saved query Outcrop/first-appearances shows when each began.";

export const alarms: readonly Alarm[] = [
  {
    id: "ArchitectureAlarm",
    name: "architecture",
    title: "A native file does not fit this Lambda",
    description: [
      "A function has a native file for another CPU, system, C library or Node.",
      "The function fails when it loads that file.",
      readFirst,
      "Fix: install the package for Lambda's platform and deploy again.",
      pagesOf("architecture"),
    ].join(" "),
    docs: docsOf("architecture"),
    ...findings("Architecture"),
    ...quarterHours,
  },
  // After the alarm that may say why: an init that fails is often a native file that does not fit.
  {
    id: "InitFailuresAlarm",
    name: "init-failures",
    title: "A function fails before its first invocation",
    description: [
      "An environment ended without an invocation, because its init failed.",
      "The function answers no request until its init succeeds.",
      "The saved query Outcrop/init-failures says which function, since when, and what explains it.",
      "If no collision explains it, read the function's own log.",
      `Read ${docs}observability.md, the section about failed inits.`,
    ].join(" "),
    docs: ["docs/observability.md"],
    ...failedInits(),
    ...quarterHours,
  },
  {
    id: "ShadowingErrorsAlarm",
    name: "shadowing-errors",
    title: "A package collision breaks a function now or later",
    description: [
      "A function loaded a copy of a package that its importer does not accept,",
      "or two copies where only one may exist. The function fails now or later.",
      "A warning does not raise this alarm.",
      readFirst,
      "If the finding is harmless, accept it in the function's outcrop.json.",
      pagesOf("shadowing"),
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
      "A function asked for a module and Node did not find it.",
      "The finding says where Node looked and which similar modules exist.",
      readFirst,
      `Page: ${docs}findings/unresolved-module.md.`,
    ].join(" "),
    docs: [findingKinds["unresolved-module"].docs],
    ...findings(findingKinds["unresolved-module"].metric),
    ...quarterHours,
  },
  {
    id: "CoverageAlarm",
    name: "coverage-none",
    title: "Outcrop sees nothing of a function",
    description: [
      "A function has the layer and runs without AWS_LAMBDA_EXEC_WRAPPER, so no other alarm covers it.",
      "The saved query Outcrop/functions-unobserved names it, and Outcrop/coverage-lost if it was seen before.",
      "Fix: set AWS_LAMBDA_EXEC_WRAPPER=/opt/outcrop-wrapper, or remove the layer.",
      "Read docs/observability.md, the section about coverage.",
    ].join(" "),
    docs: ["docs/observability.md"],
    ...findings("CoverageNone"),
    ...quarterHours,
  },
  {
    id: "BundledAlarm",
    name: "coverage-bundled",
    title: "A function is a bundle",
    description: [
      "Outcrop does not see the packages inside the bundle.",
      "The saved query Outcrop/coverage names bundles, and Outcrop/coverage-lost those that were none before.",
      "Read docs/observability.md, the section about coverage.",
    ].join(" "),
    docs: ["docs/observability.md"],
    condition: "BundledIsWatched",
    ...findings("CoverageBundled"),
    ...quarterHours,
  },
  {
    id: "SilenceAlarm",
    name: "silence",
    title: "Functions run but Outcrop does not report",
    description: [
      "For an hour, Outcrop reported fewer of this region's invocations than expected.",
      "A deployment removed the layer or AWS_LAMBDA_EXEC_WRAPPER,",
      "or CloudWatch no longer takes metrics from a log group.",
      "Outcrop does not see what these functions load, so no other alarm covers them.",
      "They may also fail before Outcrop can report: look at Lambda's own errors first.",
      `Read ${docs}observability.md, the section about silence.`,
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
        stat: { namespace, metric: "OverheadMs", dimensions: {}, stat: "SampleCount" },
        returnData: false,
      },
      {
        id: "further",
        stat: { namespace, metric: "FurtherInvocations", dimensions: {}, stat: "Sum" },
        returnData: false,
      },
      // Without invocations no report is expected: a quiet night is not silence.
      {
        id: "reported",
        expression: "IF(invocations > 0, 100 * (FILL(reports, 0) + FILL(further, 0)) / invocations, 100)",
        returnData: true,
      },
    ],
    perFunction: null,
    condition: "SilenceIsWatched",
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
      "In a log group of this region, CloudWatch Logs found embedded metrics that break the format's rules.",
      "CloudWatch keeps them as logs and does not count them.",
      "Outcrop's tests check its lines against that format, so look at the function's own metrics first.",
      `Read ${docs}observability.md, the section about refused metrics.`,
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
      "In a log group of this region, CloudWatch Logs could not parse an embedded metric document.",
      "The line was cut, or another logger wrapped it. The metrics of that line are missing.",
      `Read ${docs}observability.md, the section about refused metrics.`,
    ].join(" "),
    docs: ["docs/observability.md"],
    ...refusedDocuments("EMFParsingErrors"),
    ...quarterHours,
  },
];
