/** Lines as Outcrop emits them, with changes. */
export function findingLine(changes: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({
    outcrop: "finding",
    schema: 1,
    environment: "0123456789abcdef",
    function_name: "orders",
    function_version: "7",
    timestamp: "2026-11-20T03:12:00.123Z",
    level: "WARN",
    message: "shared@2.0.0 in the function hides shared@1.0.0 in the layer.",
    code: "shadowed-package",
    family: "shadowing",
    severity: "warning",
    package: "shared",
    importers: 2,
    ...changes,
  });
}
