import type { ErrorFacts } from "../../../core/explain/error-facts.ts";
import { traceOf } from "../../../core/explain/trace.ts";
/** Findings and frames as the failure's parts look at them. */

import type { Finding, FindingCode } from "../../../core/findings/finding.ts";
import type { Severity } from "../../../core/findings/rule/severity.ts";
import type { CopyRef } from "../../../core/layout/copy-ref.ts";
import type { Root } from "../../../core/layout/roots.ts";

export function copy(name: string, version: string | null, root: Root): CopyRef {
  const folder = {
    function: "/var/task/node_modules",
    layer: "/opt/nodejs/node_modules",
    runtime: "/var/runtime/node_modules",
  };
  return { package: name, version, root, path: `${folder[root as keyof typeof folder] ?? ""}/${name}` };
}

export interface FindingParts {
  readonly code?: FindingCode;
  readonly severity?: Severity;
  readonly winner?: CopyRef | null;
  readonly loser?: CopyRef | null;
  readonly importer?: { readonly path: string; readonly copy: CopyRef } | null;
  readonly importers?: number;
  readonly evidence?: object;
  readonly accepted?: string | null;
}

export function finding(name: string, parts: FindingParts = {}): Finding {
  const base = {
    code: "duplicate-instance",
    severity: "warning",
    winner: null,
    loser: null,
    importer: null,
    range: null,
    importers: 1,
  };
  const evidence = {
    peerDeclarers: [],
    brokenPeer: null,
    sameVersion: false,
    thread: 0,
    file: "",
    nearMisses: [],
    searched: [],
    unbuilt: null,
  };
  return {
    ...base,
    accepted: null,
    key: name,
    package: name,
    ...parts,
    evidence: { ...evidence, ...parts.evidence },
  } as unknown as Finding;
}

/** The copy that a path of these tests belongs to; /var/task's own code is `(function)`. */
export function copyOf(path: string): CopyRef {
  const root: Root = path.startsWith("/opt/")
    ? "layer"
    : path.startsWith("/var/runtime/")
      ? "runtime"
      : path.startsWith("/var/task/")
        ? "function"
        : "other";
  const name = /\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1];
  if (name !== undefined) return copy(name, "1.0.0", root);
  return {
    package: `(${root})`,
    version: null,
    root,
    path: { function: "/var/task", layer: "/opt", runtime: "/var/runtime" }[root as string] ?? "/",
  };
}

export const frameIn = (name: string, folder = "/var/task/node_modules"): string =>
  `at f (${folder}/${name}/index.js:1:2)`;
export const ownFrame = "at handler (/var/task/index.js:3:4)";
export const layerFolder = "/opt/nodejs/node_modules";

/** An error of which nothing is known but its frames, and what the test says. */
export function errorFacts(frames: readonly string[], parts: Partial<ErrorFacts> = {}): ErrorFacts {
  return {
    name: "Error",
    code: null,
    loaderMessage: null,
    missing: null,
    thrown: null,
    text: null,
    called: null,
    begins: null,
    exchanged: null,
    inCode: [],
    trace: traceOf(frames, copyOf),
    ...parts,
  };
}
