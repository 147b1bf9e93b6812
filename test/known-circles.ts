/**
 * Circles of imports that are still there: the type of a finding names the evidence of every rule, and each
 * rule names the type of a finding. They go away with one file for each finding. This list only shrinks.
 */
export const knownFileCircles: readonly (readonly string[])[] = [
  ["core/findings/catalogue-architecture.ts", "core/findings/catalogue.ts"],
  [
    "core/findings/finding.ts",
    "core/findings/native/abi-cause.ts",
    "core/findings/native/link-cause.ts",
    "core/findings/native/native-cause.ts",
    "core/findings/native/native-load.ts",
    "core/findings/native/natives.ts",
    "core/findings/rule.ts",
    "core/findings/rules/abi-mismatch.ts",
    "core/findings/rules/damaged-binary.ts",
    "core/findings/rules/duplicate-instance.ts",
    "core/findings/rules/missing-library.ts",
    "core/findings/rules/newer-libc.ts",
    "core/findings/rules/range-violation.ts",
    "core/findings/rules/shadowed-package.ts",
    "core/findings/rules/shared/family-ties.ts",
    "core/findings/rules/shared/grade.ts",
    "core/findings/rules/shared/intention.ts",
    "core/findings/rules/shared/meeting.ts",
    "core/findings/rules/shared/near-miss.ts",
    "core/findings/rules/shared/overridden.ts",
    "core/findings/rules/shared/runtime-client.ts",
    "core/findings/rules/shared/squash-signs.ts",
    "core/findings/rules/shared/unresolved-evidence.ts",
    "core/findings/rules/shared/usage.ts",
    "core/findings/rules/squashed-layer.ts",
    "core/findings/rules/torn-family.ts",
    "core/findings/rules/undeclared-dependency.ts",
    "core/findings/rules/wrong-architecture.ts",
    "core/findings/rules/wrong-libc.ts",
    "core/findings/rules/wrong-platform.ts",
  ],
];

export const knownFolderCircles: readonly (readonly string[])[] = [
  ["core/findings", "core/findings/native", "core/findings/rules", "core/findings/rules/shared"],
];
