/** Parts of a finding's evidence. It may come from logs, where any part can be missing or of another kind. */

export type Members = Readonly<Record<string, unknown>>;

export function membersOf(value: unknown): Members {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Members) : {};
}

export function textOf(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

export function numberOf(value: unknown): number | null {
  return typeof value === "number" ? value : null;
}

const maxMembers = 16;

export function listOf(value: unknown): readonly Members[] {
  return Array.isArray(value) ? value.slice(0, maxMembers).map(membersOf) : [];
}
