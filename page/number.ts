/** Numbers as the page writes them: short, with a comma between thousands, and readable at any size. */
export function numberText(value: number): string {
  if (!Number.isFinite(value)) return "–";
  const size = Math.abs(value);
  if (size >= 1e15 || (size > 0 && size < 0.0005)) return value.toExponential(1);
  const rounded = size >= 100 || Number.isInteger(value) ? Math.round(value) : Number(value.toPrecision(3));
  return rounded.toLocaleString("en-US");
}

/** Round numbers from 0 or below to the maximum or above, at most five and at least two. */
export function axisTicks(least: number, most: number): number[] {
  const low = Math.min(0, least);
  const high = Math.max(most, low + 1);
  const raw = (high - low) / 4;
  const power = 10 ** Math.floor(Math.log10(raw));
  const whole = high - low <= 4 && Number.isInteger(high) && Number.isInteger(low);
  const step = whole ? 1 : ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= raw) ?? 10) * power;
  const from = Math.floor(low / step);
  const to = Math.max(from + 1, Math.ceil(high / step - 1e-9));
  return Array.from({ length: Math.min(9, to - from + 1) }, (_, at) => (from + at) * step);
}
