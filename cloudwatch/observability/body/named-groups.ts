/**
 * The dashboard's body for log groups that are named one by one: the documented form of a log widget's query,
 * `SOURCE 'a' | SOURCE 'b'` (CloudWatch API Reference, "Dashboard Body Structure and Syntax").
 */
import { docsUrl } from "../../../core/docs-address.ts";
import type { DashboardBody } from "../../preview/dashboard-body.ts";
import { consoleUrlOf } from "../console-address.ts";
import { dashboardBody } from "../dashboard/dashboard.ts";

/** A query reads at most so many log groups by name (CloudWatch Logs API Reference, StartQuery). */
export const mostGroups = 50;

/** Letters, digits and a few signs, at most 512 (CloudWatch Logs API Reference, CreateLogGroup): none ends a text. */
const name = /^[.\-_/#A-Za-z0-9]{1,512}$/;

export const isGroupName = (text: string): boolean => name.test(text);

export interface NamedGroups {
  readonly region: string;
  /** One to `mostGroups` names. */
  readonly logGroups: readonly string[];
  /** Alarms of the alarm strip; without any, a text says so. */
  readonly alarmArns: readonly string[];
}

/** @throws RangeError for no log group, too many, or a text that no log group can have as its name. */
export function bodyOfNamedGroups({ region, logGroups, alarmArns }: NamedGroups): DashboardBody {
  if (logGroups.length === 0 || logGroups.length > mostGroups)
    throw new RangeError(`a query reads 1 to ${mostGroups} log groups by name, not ${logGroups.length}`);
  const bad = logGroups.find((group) => !isGroupName(group));
  if (bad !== undefined) throw new RangeError(`${bad} is not the name of a log group`);
  return dashboardBody({
    region,
    source: logGroups.map((group) => `SOURCE '${group}'`).join(" | "),
    docsUrl,
    consoleUrl: consoleUrlOf(region),
    alarmArns,
    rules: false,
    ruleNames: {},
  });
}
