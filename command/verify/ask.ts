/** Asks the services whether they take what the project ships. */
import { readFileSync } from "node:fs";
import type { MetricDataQuery } from "@aws-sdk/client-cloudwatch";
import { alarms } from "../../cloudwatch/observability/alarms.ts";
import { dashboardBody } from "../../cloudwatch/observability/dashboard/dashboard.ts";
import { savedQueries, withParameters } from "../../cloudwatch/observability/queries/index.ts";
import { metrics } from "../../cloudwatch/observability/resources.ts";
import { silencePeriod, silenceQueries } from "../../cloudwatch/observability/silence.ts";
import { ownFile } from "../../core/own-files.ts";
import { CallError } from "../shared/call-error.ts";
import { type Account, refusalOf } from "./account.ts";
import type { Refusals } from "./evidence.ts";
import type { Note } from "./make.ts";
import { logGroupOf, type Names } from "./names.ts";

export const templates = [
  "layer-template/template.yaml",
  "docs/generated/observability.yaml",
  "docs/generated/queries.yaml",
  "docs/generated/log-alarm.yaml",
  "docs/generated/silence.yaml",
  "docs/organization/monitoring-sink.yaml",
  "docs/organization/source-link.yaml",
] as const;

/** @throws CallError */
export async function askTemplates(account: Account): Promise<Refusals> {
  const refusals: Record<string, string | null> = {};
  for (const path of templates)
    refusals[path] = await refusalOf(() =>
      account.call("cloudformation:ValidateTemplate", (options) =>
        account.cloudformation.send(
          new account.sdk.cloudformation.ValidateTemplateCommand({
            TemplateBody: readFileSync(ownFile(path), "utf8"),
          }),
          options,
        ),
      ),
    );
  return refusals;
}

interface AskedAlarm {
  readonly name: string;
  readonly comparison: "GreaterThanOrEqualToThreshold" | "LessThanThreshold";
  readonly threshold: number;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly metrics: MetricDataQuery[];
}

/** Every alarm in each of its forms, and one of silence.yaml. */
export function everyAlarm(functionName: string): AskedAlarm[] {
  const asApi = (queries: Parameters<typeof metrics>[0], period: number) =>
    metrics(queries, period) as unknown as MetricDataQuery[];
  const shipped = alarms.flatMap((alarm) =>
    [
      { form: "fleet", queries: alarm.fleet },
      { form: "function", queries: alarm.perFunction },
    ].flatMap(({ form, queries }) =>
      queries === null
        ? []
        : [
            {
              ...alarm,
              name: `${alarm.name}-${form}`,
              // A parameter of the template; any percentage is as good.
              threshold: typeof alarm.threshold === "number" ? alarm.threshold : 50,
              metrics: asApi(queries, alarm.period),
            },
          ],
    ),
  );
  return [
    ...shipped,
    {
      name: "silence-of-one",
      comparison: "GreaterThanOrEqualToThreshold",
      threshold: 1,
      evaluationPeriods: 4,
      datapointsToAlarm: 2,
      metrics: asApi(silenceQueries(functionName), silencePeriod),
    },
  ];
}

/** @throws CallError */
export async function askAlarms(account: Account, names: Names, note: Note): Promise<Refusals> {
  const refusals: Record<string, string | null> = {};
  for (const alarm of everyAlarm(names.functions.text)) {
    const name = `${names.run}-${alarm.name}`;
    note({ kind: "alarm", name });
    refusals[alarm.name] = await refusalOf(() =>
      account.call("cloudwatch:PutMetricAlarm", (options) =>
        account.cloudwatch.send(
          new account.sdk.cloudwatch.PutMetricAlarmCommand({
            AlarmName: name,
            AlarmDescription: "Of outcrop verify. It may be deleted.",
            ActionsEnabled: false,
            Metrics: alarm.metrics,
            ComparisonOperator: alarm.comparison,
            Threshold: alarm.threshold,
            EvaluationPeriods: alarm.evaluationPeriods,
            DatapointsToAlarm: alarm.datapointsToAlarm,
            TreatMissingData: "notBreaching",
          }),
          options,
        ),
      ),
    );
  }
  return refusals;
}

const prefixSource = (start: string) => `SOURCE logGroups(namePrefix: ["${start}"], class: "STANDARD")`;
const namesSource = (groups: readonly string[]) => groups.map((name) => `SOURCE '${name}'`).join(" | ");

/** @throws CallError */
export async function askDashboards(
  account: Account,
  region: string,
  names: Names,
  note: Note,
): Promise<Refusals> {
  const groups = Object.values(names.functions).map(logGroupOf);
  const start = logGroupOf(names.run);
  const ruleNames = { packages: "", functions: "" };
  const bare = { region, docsUrl: "", alarmArns: [], rules: false, ruleNames };
  const bodies = {
    prefix: dashboardBody({ ...bare, source: prefixSource(start), logGroupPrefix: start }),
    names: dashboardBody({ ...bare, source: namesSource(groups) }),
  };
  const refusals: Record<string, string | null> = {};
  for (const [form, body] of Object.entries(bodies)) {
    const name = `${names.dashboard}-${form}`;
    note({ kind: "dashboard", name });
    let message: string | null = null;
    const refused = await refusalOf(async () => {
      const { DashboardValidationMessages } = await account.call("cloudwatch:PutDashboard", (options) =>
        account.cloudwatch.send(
          new account.sdk.cloudwatch.PutDashboardCommand({
            DashboardName: name,
            DashboardBody: JSON.stringify(body),
          }),
          options,
        ),
      );
      const [first] = DashboardValidationMessages ?? [];
      if (first !== undefined) message = `${first.DataPath ?? ""} ${first.Message ?? ""}`.trim();
    });
    refusals[form] = refused ?? message;
  }
  return refusals;
}

/** A query of the run's small log groups takes seconds. */
const queryWaitMs = 60_000;

/** @returns the number of rows. @throws CallError, also where the service refuses the query */
async function rowsOf(
  account: Account,
  text: string,
  groups: readonly string[],
  since: number,
): Promise<number> {
  const { queryId } = await account.call("logs:StartQuery", (options) =>
    account.logs.send(
      new account.sdk.logs.StartQueryCommand({
        queryString: text,
        ...(groups.length > 0 && { logGroupNames: [...groups] }),
        startTime: Math.floor(since / 1000) - 300,
        endTime: Math.ceil(Date.now() / 1000) + 300,
      }),
      options,
    ),
  );
  const ask = () =>
    account.call("logs:GetQueryResults", (options) =>
      account.logs.send(new account.sdk.logs.GetQueryResultsCommand({ queryId }), options),
    );
  const { status, results } = await account.until(
    queryWaitMs,
    ask,
    (answer) => answer.status !== "Running" && answer.status !== "Scheduled",
  );
  if (status !== "Complete")
    throw new CallError(
      "logs:GetQueryResults",
      Object.assign(new Error(`the query is ${status}`), { name: "InvalidParameterQuery" }),
    );
  return results?.length ?? 0;
}

/** One after the other: an account may run few at a time. @throws CallError */
export async function askQueries(account: Account, names: Names, since: number): Promise<Refusals> {
  const groups = [logGroupOf(names.functions.text)];
  const refusals: Record<string, string | null> = {};
  for (const query of savedQueries) {
    const values = Object.fromEntries(query.parameters.map(({ name, example }) => [name, example]));
    refusals[query.name] = await refusalOf(() =>
      rowsOf(account, withParameters(query, values), groups, since),
    );
  }
  return refusals;
}

/** @throws CallError */
export async function askSources(
  account: Account,
  names: Names,
  since: number,
): Promise<Record<"names" | "prefix", number | string>> {
  const wanted = 'fields @timestamp | filter outcrop = "invocation" | limit 100';
  const ask = async (source: string): Promise<number | string> => {
    let rows = 0;
    const refused = await refusalOf(async () => {
      rows = await rowsOf(account, `${source} | ${wanted}`, [], since);
    });
    return refused ?? rows;
  };
  const groups = Object.values(names.functions).map(logGroupOf);
  return { names: await ask(namesSource(groups)), prefix: await ask(prefixSource(logGroupOf(names.run))) };
}
