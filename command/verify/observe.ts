/** Invokes the functions, and reads what came of it: answers, log events and metrics. */
import type { MetricDataQuery } from "@aws-sdk/client-cloudwatch";
import { EmfError, readEmf } from "../../cloudwatch/preview/emf.ts";
import { AnswerError, CallError } from "../shared/call-error.ts";
import type { Account } from "./account.ts";
import type { Answer } from "./evidence.ts";
import { outcropLines, probeLines } from "./lines.ts";
import { logGroupOf } from "./names.ts";

/** With 128 MB the analysis starts in the course of some invocations. */
export const invocations = 6;

/** Of events of one log group: a run writes some hundreds. */
const maxEvents = 10_000;

/** @throws CallError */
export async function invoke(account: Account, functionName: string): Promise<Answer> {
  const { FunctionError, Payload } = await account.call("lambda:InvokeFunction", (options) =>
    account.lambda.send(
      new account.sdk.lambda.InvokeCommand({ FunctionName: functionName, Payload: "{}" }),
      options,
    ),
  );
  const text = Payload === undefined ? "" : Buffer.from(Payload).toString("utf8").slice(0, 65_536);
  const failed = (reason: string) => new CallError("lambda:InvokeFunction", new AnswerError(reason));
  if (FunctionError !== undefined) throw failed(`the function failed: ${text.slice(0, 200)}`);
  try {
    const answer = JSON.parse(text) as Answer;
    if (typeof answer.cpuInInit === "number" && typeof answer.cpuInInvocation === "number") return answer;
  } catch {}
  throw failed("the answer is not the test function's");
}

/** Waits until Outcrop and the probe have written. @throws CallError */
export function readLines(account: Account, functionName: string, waitMs: number): Promise<string[]> {
  const { paginateFilterLogEvents } = account.sdk.logs;
  const read = () =>
    account.call("logs:FilterLogEvents", async () => {
      const texts: string[] = [];
      const group = { logGroupName: logGroupOf(functionName) };
      for await (const { events } of paginateFilterLogEvents({ client: account.logs }, group)) {
        texts.push(...(events ?? []).map(({ message }) => String(message).trimEnd()));
        if (texts.length >= maxEvents || account.isStopped) break;
      }
      return texts;
    });
  return account.until(
    waitMs,
    read,
    (texts) => outcropLines(texts, "invocation").length > 0 && probeLines(texts, "event").length > 0,
  );
}

interface Metric {
  readonly namespace: string;
  readonly name: string;
  readonly functionName: string;
}

export const probeMetric = (functionName: string): Metric => ({
  namespace: "OutcropVerify",
  name: "Probe",
  functionName,
});

/** What Outcrop's lines declare for this function alone. Sets without a dimension are of the whole account. */
export function declaredMetrics(texts: readonly string[], functionName: string): Metric[] {
  const declared = new Map<string, Metric>();
  for (const line of outcropLines(texts))
    try {
      for (const { namespace, name, dimensionSets } of readEmf(line)?.metrics ?? [])
        if (dimensionSets.some((set) => Object.keys(set).join() === "function_name"))
          declared.set(`${namespace} ${name}`, { namespace, name, functionName });
    } catch (error) {
      if (!(error instanceof EmfError)) throw error;
    }
  return [...declared.values()];
}

/** GetMetricData takes 500 queries. */
const maxMetrics = 100;

/**
 * How many samples each has, in the order given. Waits until all have one. @param since ms since the epoch
 * @throws CallError
 */
export function samplesOf(
  account: Account,
  metrics: readonly Metric[],
  since: number,
  waitMs: number,
): Promise<number[]> {
  const asked = metrics.slice(0, maxMetrics);
  const queries = asked.map(
    ({ namespace, name, functionName }, place): MetricDataQuery => ({
      Id: `m${place}`,
      MetricStat: {
        Metric: {
          Namespace: namespace,
          MetricName: name,
          Dimensions: [{ Name: "function_name", Value: functionName }],
        },
        Period: 60,
        Stat: "SampleCount",
      },
    }),
  );
  const ask = () =>
    account.call("cloudwatch:GetMetricData", async (options) => {
      const range = { StartTime: new Date(since - 300_000), EndTime: new Date(Date.now() + 300_000) };
      const { MetricDataResults } = await account.cloudwatch.send(
        new account.sdk.cloudwatch.GetMetricDataCommand({ ...range, MetricDataQueries: queries }),
        options,
      );
      const sums = new Map(
        (MetricDataResults ?? []).map(({ Id, Values }) => [
          Id,
          (Values ?? []).reduce((sum, one) => sum + one, 0),
        ]),
      );
      return queries.map(({ Id }) => sums.get(Id) ?? 0);
    });
  if (queries.length === 0) return Promise.resolve([]);
  return account.until(waitMs, ask, (samples) => samples.every((count) => count > 0));
}
