let id: string | null = null;

/**
 * Names this execution environment in its lines. Not a secret, only unlikely to meet its like: 16 hex digits.
 */
export function environmentId(): string {
  const half = (): string =>
    Math.floor(Math.random() * 0x1_0000_0000)
      .toString(16)
      .padStart(8, "0");
  id ??= half() + half();
  return id;
}

/** The launcher has named it. */
export function useEnvironmentId(given: string): void {
  if (/^[0-9a-f]{16}$/.test(given)) id = given;
}
