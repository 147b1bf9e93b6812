/**
 * The dashboard as a CloudFormation resource. Its body is one string in which CloudFormation fills in
 * references, so widgets that depend on a switch become variables of that string: 1. build the body with
 * every switch on, 2. build it with one switch off, 3. what differs between the two is that switch's, and the
 * rest is common. Widgets carry their places, so their order in the list does not matter.
 */
import { alarms } from "./alarms.ts";
import { consoleUrl } from "./console-address.ts";
import { escapeSub, ref, sub, type Value, when } from "./intrinsics.ts";
import { logRegion, source } from "./log-groups.ts";
import { ruleName } from "./resources.ts";
import { rules } from "./rules.ts";
import type { Scope } from "./scope.ts";
import type { Part } from "./template.ts";

/** What the template needs of a dashboard's body: widgets, and the keys next to them. */
export interface Body {
  readonly widgets: readonly object[];
}
export type BodyOf = (scope: Scope) => Body;

const ownReferences = /^(AWS::[A-Za-z]+|[A-Za-z]+\.Arn|LogRegion|Source|DocsUrl|Console|[A-Za-z]+Arn)$/;

// The alarms with a switch of their own end the list: the variable of each is empty, or closes the string
// before it and opens another.
const switched = alarms.flatMap(({ id, condition }) =>
  condition === undefined ? [] : [{ id, condition, variable: `${id}Arn` }],
);
const alarmArns = alarms.filter(({ condition }) => condition === undefined).map(({ id }) => `\${${id}.Arn}`);
const allArns = alarmArns.map((arn, index) =>
  index === alarmArns.length - 1 ? arn + switched.map(({ variable }) => `\${${variable}}`).join("") : arn,
);

/** Every string a reference; what the template's dashboard is built from. */
export const templateScope: Scope = {
  region: `\${AWS::Region}`,
  source: `\${Source}`,
  logRegion: `\${LogRegion}`,
  docsUrl: `\${DocsUrl}`,
  consoleUrl: `\${Console}`,
  alarmArns: allArns,
  rules: true,
  ruleNames: Object.fromEntries(rules.map((rule) => [rule.id, ruleName(rule)])),
};

const logVariables = (template: string): Readonly<Record<string, Value>> => ({
  ...(template.includes(`\${Source}`) ? { Source: source } : {}),
  ...(template.includes(`\${LogRegion}`) ? { LogRegion: logRegion } : {}),
  ...(template.includes(`\${Console}`) ? { Console: consoleUrl } : {}),
});

const text = (value: unknown) => escapeSub(JSON.stringify(value), ownReferences);
/** A part of the body in a variable's value: a text of its own, with variables of its own. */
function part(template: string): Value {
  if (!/\$\{[^!]/.test(template)) return template.replaceAll(`\${!`, `\${`);
  return sub(template, {
    ...logVariables(template),
    ...Object.fromEntries(
      switched
        .filter(({ variable }) => template.includes(`\${${variable}}`))
        .map(({ id, condition, variable }) => [variable, when(condition, sub(`","\${${id}.Arn}`), "")]),
    ),
  });
}

export function dashboardResource(bodyOf: BodyOf): Part {
  const { widgets, ...rest } = bodyOf(templateScope);
  const variants = [
    {
      variable: "AlarmWidgets",
      condition: "AlarmsAreOn",
      off: bodyOf({ ...templateScope, alarmArns: [] }).widgets,
    },
    {
      variable: "RuleWidgets",
      condition: "RulesAreOn",
      off: bodyOf({ ...templateScope, rules: false }).widgets,
    },
  ];
  const on = widgets.map(text);
  const optional = variants.map(({ variable, condition, off }) => {
    const offTexts = off.map(text);
    return {
      variable,
      condition,
      on: on.filter((widget) => !offTexts.includes(widget)),
      off: offTexts.filter((widget) => !on.includes(widget)),
    };
  });
  const common = on.filter((widget) => !optional.some((one) => one.on.includes(widget)));
  const used = optional.filter((one) => one.on.length + one.off.length > 0);
  const list = (texts: readonly string[]) => part(texts.map((one) => `,\n${one}`).join(""));
  const others = text(rest).slice(1, -1);
  const before = others === "" ? "" : `${others},`;
  const parts = used.map(({ variable }) => `\${${variable}}`).join("");
  const body = `{${before}"widgets":[\n${common.join(",\n")}${parts}\n]}`;
  return {
    why: "The fleet on one page. The box at its top selects one function. Each line is a widget.",
    value: {
      Type: "AWS::CloudWatch::Dashboard",
      Condition: "DashboardIsOn",
      Properties: {
        DashboardName: ref("DashboardName"),
        DashboardBody: {
          "Fn::Sub": [
            body,
            {
              ...logVariables(body),
              ...Object.fromEntries(
                used.map((one) => [one.variable, when(one.condition, list(one.on), list(one.off))]),
              ),
            },
          ],
        },
      },
    },
  };
}
