/** A JSON schema that allows no key more than it names. */
export function closed(part: unknown): Record<string, unknown> {
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== "object" || value === null) return value;
    const entries = Object.entries(value).map(([key, inner]) => [key, walk(inner)] as const);
    return Object.fromEntries(
      "properties" in value ? [...entries, ["additionalProperties", false]] : entries,
    );
  };
  return walk(part) as Record<string, unknown>;
}
