let id: string | null = null;

/**
 * The id of this execution environment in its lines: 16 hex digits. It is not a secret; it only needs to be
 * unlikely to occur twice.
 */
export function environmentId(): string {
  const half = (): string =>
    Math.floor(Math.random() * 0x1_0000_0000)
      .toString(16)
      .padStart(8, "0");
  id ??= half() + half();
  return id;
}

/** Uses the id that the launcher has chosen. */
export function useEnvironmentId(given: string): void {
  if (/^[0-9a-f]{16}$/.test(given)) id = given;
}
