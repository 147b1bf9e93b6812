/** What can be done about each finding. */
import type { Finding, FindingCode } from "../../../core/findings/finding.ts";
import type { Site } from "../artefacts/site.ts";
import { duplicateInstance } from "./instance.ts";
import { nativeFile } from "./native.ts";
import { type Repairs, repairs } from "./repair.ts";
import { unresolvedModule } from "./unresolved.ts";
import { rangeViolation, shadowedPackage, squashedLayer, tornFamily } from "./version.ts";

/** Of one finding. A second copy and a place to put it are seldom more. */
const maxRepairs = 4;

const byCode = {
  "shadowed-package": shadowedPackage,
  "range-violation": rangeViolation,
  "torn-family": tornFamily,
  "duplicate-instance": duplicateInstance,
  "squashed-layer": squashedLayer,
  "lock-drift": () => repairs([], "the build of the layer that is locked is not here"),
  "dual-format": () => repairs([], "the importers must load it in one way, which is a change of their code"),
  "undeclared-dependency": () => repairs([], "to declare a dependency changes nothing that is loaded"),
  "unresolved-module": unresolvedModule,
  "wrong-architecture": nativeFile,
  "wrong-platform": nativeFile,
  "wrong-libc": nativeFile,
  "newer-libc": nativeFile,
  "abi-mismatch": nativeFile,
  "missing-library": nativeFile,
  "damaged-binary": nativeFile,
} as const satisfies Record<FindingCode, (finding: Finding, site: Site) => Repairs>;

export function repairsOf(finding: Finding, site: Site): Repairs {
  const found = byCode[finding.code](finding, site);
  return { ...found, repairs: found.repairs.slice(0, maxRepairs) };
}
