/**
 * The CloudFormation templates that are made from typed sources, each with the reasons of its parts as
 * comments.
 */
import { Document, isMap, type Pair, Scalar, visit, type YAMLMap } from "yaml";
import { dashboardBody } from "../../cloudwatch/observability/dashboard/dashboard.ts";
import { logAlarmTemplate } from "../../cloudwatch/observability/log-alarm.ts";
import { observabilityTemplate } from "../../cloudwatch/observability/observability.ts";
import { savedQueries } from "../../cloudwatch/observability/queries/index.ts";
import { queriesTemplate } from "../../cloudwatch/observability/query-definitions.ts";
import { silenceTemplate } from "../../cloudwatch/observability/silence.ts";
import type { Parts, Template } from "../../cloudwatch/observability/template.ts";
import { indexedFields } from "../../test/cloudwatch/observability/queries/page.ts";

const lineWidth = 140;
/** In characters: a metric or a query of an alarm is one line. */
const maxFlow = 220;

/** Generated templates by their paths from the repository's top folder. */
export function generatedTemplates(): Map<string, string> {
  return new Map([
    ["docs/generated/observability.yaml", templateText(observabilityTemplate(dashboardBody))],
    ["docs/generated/queries.yaml", templateText(queriesTemplate(savedQueries, indexedFields()))],
    ["docs/generated/log-alarm.yaml", templateText(logAlarmTemplate())],
    ["docs/generated/silence.yaml", templateText(silenceTemplate())],
  ]);
}

export function templateText(template: Template): string {
  const sections: [string, Parts][] = [
    ["Parameters", template.parameters],
    ["Rules", template.rules],
    ["Conditions", template.conditions],
    ["Resources", template.resources],
    ["Outputs", template.outputs],
  ];
  const used = sections.filter(([, parts]) => Object.keys(parts).length > 0);
  // YAML 1.1 is what CloudFormation reads: there `on` and `off` need quotes.
  const document = new Document(
    {
      AWSTemplateFormatVersion: "2010-09-09",
      Description: template.description,
      ...Object.fromEntries(
        used.map(([name, parts]) => [
          name,
          Object.fromEntries(Object.entries(parts).map(([id, { value }]) => [id, value])),
        ]),
      ),
    },
    { version: "1.1", aliasDuplicateObjects: false },
  );
  document.commentBefore = comment(template.why, 0);
  const root = document.contents as YAMLMap;
  const version = root.get("AWSTemplateFormatVersion", true);
  if (version instanceof Scalar) version.type = Scalar.QUOTE_DOUBLE;
  for (const [name, parts] of used) {
    const section = root.items.find((pair) => String(pair.key) === name);
    if (section === undefined || !isMap(section.value)) continue;
    (section.key as Scalar).spaceBefore = true;
    for (const pair of section.value.items as Pair<Scalar, unknown>[]) {
      const part = parts[String(pair.key)];
      if (part !== undefined) pair.key.commentBefore = comment(part.why, 2);
    }
  }
  // What fits into one line is written in one: a template of more than 51,200 bytes cannot be deployed
  // without a bucket.
  visit(document, {
    Collection(_, node, path) {
      if (path.length < 7) return;
      const json = JSON.stringify(node.toJSON());
      if (json.length > maxFlow || json.includes("\\n")) return;
      node.flow = true;
      // Older YAML readers take no bare colon between braces.
      visit(node, {
        Scalar(_, scalar) {
          if (String(scalar.value).includes(":")) scalar.type = Scalar.QUOTE_DOUBLE;
        },
      });
      return visit.SKIP;
    },
  });
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

/**
 * Folded at the width of a line; each line starts with a blank, which the YAML library puts after its hash.
 */
function comment(text: string, indent: number): string {
  const width = lineWidth - indent - 2;
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.map((line) => ` ${line}`).join("\n");
}
