/**
 * Order among symbol versions such as `GLIBC_2.34`: by prefix, then number by number. Negative, 0 or
 * positive.
 */
export function compareVersions(left: string, right: string): number {
  const [a, b] = [split(left), split(right)];
  if (a.prefix !== b.prefix) return a.prefix < b.prefix ? -1 : 1;
  for (let index = 0; index < Math.max(a.numbers.length, b.numbers.length); index++) {
    const difference = (a.numbers[index] ?? -1) - (b.numbers[index] ?? -1);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Whether it ends in a number, as against `GLIBC_PRIVATE` or `GLIBC_ABI_DT_RELR`. */
export function isLevel(version: string): boolean {
  return split(version).numbers.length > 0;
}

/** The highest of `offered` with the same prefix; null without one. */
export function highestLike(version: string, offered: readonly string[]): string | null {
  const { prefix } = split(version);
  const like = offered.filter((each) => {
    const { prefix: its, numbers } = split(each);
    return its === prefix && numbers.length > 0;
  });
  return like.reduce<string | null>(
    (highest, each) => (highest === null || compareVersions(each, highest) > 0 ? each : highest),
    null,
  );
}

function split(version: string): { readonly prefix: string; readonly numbers: readonly number[] } {
  const [, prefix = version, numbers = ""] = /^(.*?)_?(\d+(?:\.\d+)*)$/s.exec(version) ?? [];
  return { prefix, numbers: numbers === "" ? [] : numbers.split(".").map(Number) };
}
