const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/** Steps that a reader can count in. */
const steps: readonly number[] = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500],
  ...[1, 2, 5, 10, 15, 30].map((count) => count * second),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * minute),
  ...[1, 2, 3, 6, 12, 24, 48, 168, 720, 8760, 87600].map((count) => count * hour),
];

/** The least of the steps that divides the range into at most so many parts. */
export function stepFor(rangeMs: number, parts: number): number {
  return steps.find((step) => rangeMs / step <= parts) ?? rangeMs / parts;
}
