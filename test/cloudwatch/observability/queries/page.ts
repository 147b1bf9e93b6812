/**
 * docs/generated/queries.md: the saved queries, and what each answers about the demo. The answers differ from
 * run to run, so a new page keeps those of the last one until the demo is played again.
 */
import { type Cell, evaluate, type LogEvent, type Table } from "../../../../cloudwatch/insights/evaluate.ts";
import {
  type SavedQuery,
  savedQueries,
  withParameters,
} from "../../../../cloudwatch/observability/queries/index.ts";
import { play } from "../../../../sandbox/demo/play.ts";
import { nodeBinary } from "../../../../sandbox/runtime/nodes.ts";
import { fieldsOf } from "./query-fields.ts";

export const pagePath = "docs/generated/queries.md";

/** Between these a page holds what the demo's lines answered, which differs from run to run. */
const answer = { begin: "<!-- answer -->", end: "<!-- /answer -->" };
const anyAnswer = new RegExp(`${answer.begin}[^]*?${answer.end}`, "g");

/** The page as the queries are now, with the answers of the page that was. */
export function withOldAnswers(page: string): string {
  return queriesPage(({ name }) => {
    const section = page.slice(page.indexOf(`\n### ${name}\n`) + 1);
    const [found = ""] = section.startsWith("### ") ? (section.match(anyAnswer) ?? []) : [];
    return found.slice(answer.begin.length + 1, -answer.end.length - 1);
  });
}

/** The page with what the demo answers now: plays it on two Nodes, with the built layer. */
export async function withNewAnswers(): Promise<string> {
  const events = await demoEvents();
  const values = demoValues(events);
  return queriesPage((query) => shown(evaluate(withParameters(query, values), events)));
}

/** The names that begin the lines of each answer, in the order they first appear. */
export function answeredFields(page: string): string[][] {
  return (page.match(anyAnswer) ?? []).map((one) => [
    ...new Set(Array.from(one.matchAll(/^([@\w]\S*) {2,}/gm), ([, name]) => name as string)),
  ]);
}

export function queriesPage(answerOf: (query: SavedQuery) => string): string {
  return `# Saved queries

These are questions to CloudWatch Logs Insights, in its own query language.
\`docs/generated/queries.yaml\` saves them in the account as \`Outcrop/NAME\`. The dashboard's log widgets use
the same texts. Written by \`npm run generate\`, with the answers of the demo's lines.

Paste a text into Logs Insights, and choose the functions' log groups and the time range. Replace the words in
capitals with your values.

## How to read the answers

- Each environment writes a \`finding\` line once, so every cold start repeats it. Count functions and
  environments, never lines.
- Each environment names a copy once, when it first sees the copy: in an \`inventory\` line, or in a line of
  its own with OUTCROP_DETAIL=packages. An environment that began before the time range reported its copies
  before it. Let the range begin with the last deployment, or a few hours back.
- To look for a package without a saved query: \`filter copies like "graphql@16"\`.
- Times are those of the line's own \`timestamp\`, in UTC.
- An \`info\` finding, and one accepted in \`outcrop.json\`, is in the log but not in the metrics.

## What makes them cheaper

Logs Insights charges for the bytes it scans. A field index lets a query skip events when it asks for
\`field = value\` or \`field in [values]\`. Every query below but ${unindexed()} does. Index these fields,
those that save most first:

\`\`\`yaml
FieldIndexPolicies:
  - Fields: [${indexedFields().join(", ")}]
\`\`\`

The policy belongs to a log group of the Standard class, or to the account. It counts from the moment you set
it, and names are case-sensitive. With \`filterIndex\` instead of \`filter\`, Logs Insights skips log groups
without the index, so use it only if all have it. Narrow time ranges and few log groups save as much. See
[field indexes](https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CloudWatchLogs-Field-Indexing.html).

## The queries

| query | question |
| --- | --- |
${savedQueries.map(({ name, question }) => `| [${name}](#${name}) | ${question} |`).join("\n")}

${savedQueries.map((query) => section(query, answerOf(query))).join("\n")}`;
}

function section(query: SavedQuery, answered: string): string {
  const indexes = indexesOf(query);
  const parameters = query.parameters.map(
    ({ name, example, meaning }) => `- \`${name}\`: ${meaning}, such as \`${example}\``,
  );
  return `### ${query.name}

${query.title}. ${query.question}

${wrapped(query.reading)}
${parameters.length === 0 ? "" : `\n${parameters.join("\n")}\n`}
\`\`\`
${query.text}
\`\`\`

${
  indexes.length === 0
    ? "No field index helps: it reads every event."
    : `Field indexes that help: ${indexes.map((field) => `\`${field}\``).join(", ")}.`
}

${answer.begin}
${answered}
${answer.end}
`;
}

const indexesOf = ({ text }: SavedQuery): string[] => [
  ...new Set(fieldsOf(text).required.map(({ field }) => field)),
];

function unindexed(): string {
  const names = savedQueries.filter((query) => indexesOf(query).length === 0).map(({ name }) => name);
  return new Intl.ListFormat("en").format(names);
}

/** What an index policy should hold: the fields that queries ask for by value, those that most ask for first. */
export function indexedFields(): string[] {
  const counts = new Map<string, number>();
  for (const field of savedQueries.flatMap(indexesOf)) counts.set(field, (counts.get(field) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a).map(([field]) => field);
}

function wrapped(text: string, width = 110): string {
  const lines = [""];
  for (const word of text.split(" ")) {
    const line = lines.at(-1) ?? "";
    if (line !== "" && line.length + word.length >= width) lines.push(word);
    else lines[lines.length - 1] = line === "" ? word : `${line} ${word}`;
  }
  return lines.join("\n");
}

const shownRows = 2;
const played = "Of the demo, played on Node 22 and on Node 24:";

/** The first rows, a field a line: they are too wide for a table. */
function shown({ fields, rows }: Table): string {
  if (rows.length === 0) return `${played} no row.`;
  const width = Math.max(...fields.map((field) => field.length)) + 2;
  const line = (field: string, cell: Cell): string =>
    `${field.padEnd(width)}${short(String(cell ?? ""))}`.trimEnd();
  const blocks = rows
    .slice(0, shownRows)
    .map((row) => fields.map((field, index) => line(field, row[index] ?? null)).join("\n"));
  const more = rows.length > shownRows ? [`… ${rows.length - shownRows} more`] : [];
  return [played, "", "```", [...blocks, ...more].join("\n\n"), "```"].join("\n");
}

function short(text: string, most = 100): string {
  const flat = text.replace(/\s+/g, " ");
  return flat.length > most ? `${flat.slice(0, most - 1)}…` : flat;
}

/** The demo on both Nodes, as CloudWatch would hold it: one function, two environments. */
async function demoEvents(): Promise<LogEvent[]> {
  const events: LogEvent[] = [];
  for (const node of [22, 24] as const) {
    const { result } = await play(
      { loadTime: true, node: nodeBinary(node) },
      (line) => void process.stderr.write(`${line}\n`),
    );
    const logStream = `2026/11/21/[$LATEST]${String(node).padStart(32, "0")}`;
    for (const { timestamp, message } of result.logs.stream)
      events.push({
        message,
        timestamp,
        logGroup: "/aws/lambda/orders",
        logStream,
        eventId: null,
        file: "demo",
        line: events.length + 1,
      });
  }
  return events;
}

/** Values of the parameters that the demo's lines have. */
function demoValues(events: readonly LogEvent[]): Record<string, string> {
  const { rows } = evaluate(
    'fields environment, request_id | filter outcrop = "failure" | sort @timestamp asc',
    events,
  );
  const [first, second] = rows.map((row) => row.map(String));
  if (first === undefined || second === undefined)
    throw new Error("each play of the demo has an invocation that fails");
  const [environment = "", request = ""] = second;
  return {
    PACKAGE: "@aws-lambda-powertools/logger",
    REQUEST_ID: request,
    LOG_GROUP: "/aws/lambda/orders",
    ENVIRONMENT: environment,
    ENVIRONMENT_A: first[0] ?? "",
    ENVIRONMENT_B: environment,
  };
}
