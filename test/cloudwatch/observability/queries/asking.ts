/** A small fleet, run for the tests of the saved queries, and what a test needs to ask it. */
import { afterAll, beforeAll, expect } from "vitest";
import { type Cell, evaluate, type LogEvent } from "../../../../cloudwatch/insights/evaluate.ts";
import { savedQueries, withParameters } from "../../../../cloudwatch/observability/queries/index.ts";
import { type EmittedLine, Folders, ofType } from "../../../support/layer-run.ts";
import { type Environment, failingDeployments, recordFleet } from "./recorded.ts";

const folders = new Folders();

export let fleet: readonly Environment[];

export let [ordersA, ordersB, mails, jobs, orders2] = [] as unknown as [
  Environment,
  Environment,
  Environment,
  Environment,
  Environment,
];

/** Their environments ended in init. */
export let failing: readonly Environment[];

beforeAll(async () => {
  fleet = await recordFleet(folders);
  failing = await recordFleet(folders, failingDeployments);
  [ordersA, ordersB, mails, jobs, orders2] = fleet as [
    Environment,
    Environment,
    Environment,
    Environment,
    Environment,
  ];
});

afterAll(() => folders.remove());

export type Answer = Readonly<Record<string, Cell>>;

export const asked = new Set<string>();

export function ask(
  name: string,
  values: Readonly<Record<string, string>> = {},
  events: Iterable<LogEvent> = fleet.flatMap((one) => one.events),
): Answer[] {
  const query = savedQueries.find((one) => one.name === name);
  if (query === undefined) throw new Error(`no query ${name}`);
  expect(Object.keys(values).sort()).toEqual(query.parameters.map((parameter) => parameter.name).sort());
  asked.add(name);
  const { fields, rows } = evaluate(withParameters(query, values), events);
  return rows.map((row) => Object.fromEntries(row.map((cell, index) => [fields[index], cell])));
}

/** A key of an environment's lines of one type, in the order they were written. */
export const told = ({ lines }: Environment, type: string, key: string): unknown[] =>
  ofType(lines, type).map((line) => line[key]);

export const time = (
  environment: Environment,
  type: string,
  which: (line: EmittedLine) => boolean = () => true,
): unknown => ofType(environment.lines, type).find(which)?.["timestamp"];

export const of = (name: string) => (line: EmittedLine) => line["package"] === name;

export const shape = <K extends string>(rows: readonly Answer[], ...keys: K[]): unknown[] =>
  rows.map((row) => keys.map((key) => row[key]));
