/**
 * Libraries such as koffi repeat what the dynamic loader says about a file and leave the file's name out. The
 * text still says what is wrong with it (dl-load.c, dl-lookup.c of glibc), and so does the finding.
 */
import { type Finding, findingKinds } from "../findings/finding.ts";
import type { ErrorFacts } from "./error-facts.ts";

const maxText = 4_096;

/** `shown`: only a file like this makes the loader say so. `fitting`: so does a file that is not there. */
export type Saying = "shown" | "fitting";

const sayings: readonly (readonly [RegExp, Saying, (finding: Finding) => boolean])[] = [
  [/invalid ELF header/, "shown", ({ code }) => code === "wrong-platform" || code === "damaged-binary"],
  [/file too short/, "shown", ({ code }) => code === "wrong-platform" || code === "damaged-binary"],
  [
    /wrong ELF class/,
    "shown",
    ({ code, evidence }) => code === "wrong-architecture" && has(evidence, "bits", 32),
  ],
  [/cannot open shared object file/, "fitting", ({ code }) => code === "wrong-architecture"],
];

/** Null where the error repeats nothing of the loader's, or something else than the finding. */
export function loaderSays(finding: Finding, { text, loaderMessage }: ErrorFacts): Saying | null {
  const said = (text ?? loaderMessage ?? "").slice(0, maxText);
  if (said === "" || findingKinds[finding.code].family !== "architecture" || finding.severity === "info")
    return null;
  if (!has(finding.evidence, "use", "load")) return null;
  // A text that names a file is about that file.
  const found = sayings.find(([pattern, , isSuch]) => pattern.test(said) && isSuch(finding));
  return found === undefined || /\.(?:so(?:\.\d+)*|node): /.test(said) ? null : found[1];
}

function has(evidence: object, key: string, value: unknown): boolean {
  return (evidence as Record<string, unknown>)[key] === value;
}
