/**
 * How the template names the log groups it was given, by prefix or by name, in each of the forms CloudWatch
 * asks for.
 */
import { join, type Properties, ref, split, sub, when } from "./intrinsics.ts";

const prefix = when("EveryFunction", "/aws/lambda/", sub(`/aws/lambda/\${FunctionNamePrefix}`));
const names = split(",", ref("LogGroupNames"));

/**
 * The SOURCE part of a log widget's query, as it is in JSON. A query reads at most five prefixes or fifty
 * names. The prefix form is written as the console writes it, with the class: alone it is for StartQuery, and
 * the dashboard refuses it with "Invalid NamePrefix".
 */
export const source: Properties = when(
  "ByPrefix",
  sub(`SOURCE logGroups(namePrefix: [\\"\${Prefix}\\"], class: \\"STANDARD\\")`, { Prefix: prefix }),
  sub(`SOURCE '\${Names}'`, { Names: join("' | SOURCE '", names) }),
);

/**
 * A log widget's region, and with a prefix the properties from which the dashboard takes it: it closes the
 * string before them and opens another.
 */
export const logRegion: Properties = when(
  "ByPrefix",
  sub(
    `\${AWS::Region}","logGroupPrefixes":{"accountIds":["All"],` +
      `"logGroupPrefix":["\${Prefix}"],"logClass":"STANDARD"},"queryBy":"logGroupPrefix`,
    { Prefix: prefix },
  ),
  ref("AWS::Region"),
);

/** The text between the outer quotes of a JSON list in a Contributor Insights rule. */
export const ruleLogGroups: Properties = when(
  "ByPrefix",
  sub(`\${Prefix}*`, { Prefix: prefix }),
  join('","', names),
);
