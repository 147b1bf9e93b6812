/** The incident of the report that is made by hand. */
import type {
  Copy,
  DistinctError,
  Environment,
  Gap,
  Incident,
  ObservedFinding,
} from "../../../incident/model/model.ts";

export const at = (clock: string): number => Date.parse(`2026-03-14T${clock}Z`);

/** Turns each text of a report into what a test wants instead. */
export type Texts = (text: string) => string;

export function incidentOf(
  t: Texts,
  copies: readonly Copy[],
  observed: ObservedFinding,
  gap: Gap,
  error: DistinctError,
): Incident {
  const environment: Environment = {
    id: "0123456789abcdef",
    functionName: t("orders"),
    functionVersion: t("7"),
    logGroup: t("/aws/lambda/orders"),
    logStream: t("2026/03/14/[7]ab"),
    runtimeVersion: t("nodejs:24.v18"),
    runtimeVersionArn: null,
    facts: null,
    first: at("03:12:00"),
    last: at("04:00:00"),
    loads: [
      {
        fingerprint: "bbbbbbbbbbbbbbbb",
        codeFingerprints: [],
        copies,
        since: at("03:12:04"),
        until: at("04:00:00"),
        invocations: 1_400,
        failed: 400,
        origin: null,
      },
    ],
    findings: [observed],
    invocations: 1_400,
    failed: 400,
    shutdown: null,
  };
  return {
    span: { from: at("03:00:00"), to: at("04:00:00") },
    environments: [environment],
    errors: [error],
    series: [],
    loadTimes: [],
    gaps: [gap],
    totals: {
      files: 2,
      events: 12_345,
      outcropLines: 2_000,
      duplicates: 1,
      invocations: 6_400,
      failed: 402,
      reports: 6_400,
    },
  };
}
