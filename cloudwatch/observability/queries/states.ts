/**
 * The state of each function, from its lines: what both queries about states have in common. 1. Each line that
 * says something about the state gets a label, 2. the label that sorts first is the function's.
 *
 * Logs Insights has no condition. So the words that say it are taken out of the line, `coalesce` chooses the
 * one that outweighs the others, and each is replaced by its label.
 *
 * A function is healthy only if it started with full coverage in the range, no invocation failed, and nothing is
 * worse. Invocations
 * alone do not prove it: they may be those of a bundle that started before the range. A function that has the
 * layer and wrote no line of Outcrop's is known by the platform's line about the extension, if its log group has
 * Lambda's default name.
 */

/** In the order in which they outweigh each other. The last has no evidence but the platform's. */
export const states = {
  failsInInit: "1 fails in init",
  error: "2 collides: error",
  warning: "3 collides: warning",
  unobserved: "4 not seen: no wrapper variable",
  bundled: "5 not seen: bundle",
  fails: "6 fails: no collision found",
  healthy: "6 healthy",
  noStart: "7 not seen: no start in this range",
  silent: "8 not seen: silent",
} as const;

export type State = (typeof states)[keyof typeof states];

/** The words, and the label for each. No label holds a word that comes after it. */
const labels: readonly (readonly [word: string, state: State])[] = [
  ['phase":"init', states.failsInInit],
  ['InitFailures":1', states.failsInInit],
  ["error", states.error],
  ["Errors", states.error],
  ["warning", states.warning],
  ["Shadowing", states.warning],
  ["Architecture", states.warning],
  ["unobserved", states.unobserved],
  ["none", states.unobserved],
  ["bundled", states.bundled],
  ['failed":true', states.fails],
  ["full", states.healthy],
  ["outcrop", states.noStart],
  ["Name: ", states.silent],
  ["platform.extension", states.silent],
];

const label = labels.reduce((inner, [word, state]) => `replace(${inner}, '${word}', "${state}")`, "word");

/** The platform names an extension after its file in the layer. */
const platformLine = String.raw`/^EXTENSION\s+Name: outcrop\s|"platform.extension".*"name":"outcrop"/`;

/** Commands that give each line a `name` and a `state`. Accepted findings, and those that only inform, have none. */
export const stateOfEachLine = String.raw`filter outcrop in ["environment", "invocation", "failure", "shutdown"]
  or (outcrop = "finding" and severity in ["error", "warning"] and not ispresent(accepted))
  or @message like ${platformLine}
| parse @log /\/aws\/lambda\/(?<of_group>[A-Za-z0-9_-]+)$/
| parse @message /"(?<fails>phase":"init|InitFailures":1)/
| parse @message /"(?:Shadowing|Architecture)(?<breaks>Errors)":[1-9]/
| parse @message /"(?<collides>Shadowing|Architecture)":[1-9]/
| parse @message /"ended_by":"(?<unseen>unobserved)"/
| parse @message /"(?<failing>failed":true)/
| parse @message /"(?<reports>outcrop)":"/
| parse @message /(?<silent>Name: |platform.extension)/
| fields coalesce(function_name, of_group) as name,
  concat(severity, " ", code, " ", package) as finding,
  coalesce(fails, severity, breaks, collides, unseen, failing, coverage, reports, silent) as word
| fields ${label} as state`;
