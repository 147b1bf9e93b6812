/** How the template names the log groups it was given, by prefix or by name, in each of the forms CloudWatch asks for. */
import { join, nothing, type Properties, ref, split, sub, when } from "./intrinsics.ts";

const prefix = when("EveryFunction", "/aws/lambda/", sub(`/aws/lambda/\${FunctionNamePrefix}`));
const names = split(",", ref("LogGroupNames"));

/** The SOURCE part of a log widget's query. A query reads at most five prefixes or fifty names. */
export const source: Properties = when(
  "ByPrefix",
  sub(`SOURCE logGroups(namePrefix: ['\${Prefix}'])`, { Prefix: prefix }),
  sub(`SOURCE '\${Names}'`, { Names: join("' | SOURCE '", names) }),
);

/** What stands between the outer quotes of a JSON list in a Contributor Insights rule. */
export const ruleLogGroups: Properties = when("ByPrefix", sub(`\${Prefix}*`, { Prefix: prefix }), join('","', names));

/** Of a saved query. It takes names and no prefixes: with a prefix, the reader picks the log groups in the console. */
export const queryLogGroups: Properties = when("ByPrefix", nothing, names);
