/**
 * One finding that explains a failure among many that need no attention, as an SDK that hides the runtime's
 * makes them; all in two seconds.
 */
import {
  analysis,
  type Case,
  cause,
  copy,
  entry,
  environment,
  error,
  explained,
  incident,
  series,
  start,
} from "./fixtures.ts";

const names = Array.from({ length: 8 }, (_, at) => `@smithy/part-${at + 1}`);

export function infoCase(): Case {
  const layer = names.map((name) => copy(name, "4.2.0", "layer"));
  const runtime = names.map((name) => copy(name, "4.1.0", "runtime"));
  const zod = copy("zod", "3.24.4", "layer");
  const failure = error({
    kind: "init",
    name: "Error",
    message: "Cannot find module 'zod'\nRequire stack:\n- /var/task/index.js",
  });
  const causes = [
    cause({ code: "range-violation", package: "zod", winner: zod, explains: [0] }),
    ...names.map((name, at) =>
      cause({
        code: "shadowed-package",
        severity: "info",
        package: name,
        winner: layer[at] ?? null,
        loser: runtime[at] ?? null,
        evidence: { peers: [copyInEvidence(name)], grade: "patch" },
      }),
    ),
  ];
  return {
    incident: incident({
      environments: [
        environment("a", [...layer, zod], { failed: 1 }),
        environment("b", layer, { functionName: "quiet" }),
      ],
      errors: [failure],
      series: [series("42", "cd4a5fdd84ca5500", start, [[3, 1]])],
    }),
    analysis: analysis({
      causes,
      errors: [explained(failure, { causes: [0] })],
      timeline: causes.map((_, index) => entry("finding-first", start + 100 * index, index)),
    }),
  };
}

function copyInEvidence(name: string): object {
  return {
    package: `${name}-peer`,
    version: "1.0.0",
    root: "layer",
    path: `/opt/nodejs/node_modules/${name}-peer`,
  };
}
