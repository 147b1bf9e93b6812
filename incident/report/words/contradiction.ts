/** What speaks against a finding as the cause of an error. */
import type { Contradiction } from "../../../core/explain/confidence.ts";
import { andList, counted } from "../../../page/counts.ts";
import { sentences } from "./sentences.ts";

export function contradictionText(contradiction: Contradiction): string {
  switch (contradiction.kind) {
    case "name-present":
      return `The copy that won has \`${contradiction.name}\` in its code.`;
    case "other-name":
      return `\`${contradiction.name}\`, which the error names, is not something that the package lacks.`;
    case "other-package":
      return `The expression that failed calls ${andList(contradiction.packages)}.`;
    case "judged-otherwise":
      return "Outcrop looked at the code when the error was thrown, and does not name this finding.";
    case "built-in-name":
      return (
        `\`${contradiction.name}\` is a method of JavaScript's own values: the value that does not have ` +
        `it may ` +
        "have come from anywhere."
      );
    case "unknown-name":
      return `It is not known whether \`${contradiction.name}\` comes from this package.`;
    case "on-purpose":
      return "Code threw the error on purpose, as packages that work do when they refuse a value.";
    case "apart":
      return "Nothing shows that one copy got something that belongs to the other.";
    case "foreign":
      return `${contradiction.name} came from outside the process: from a network or a service.`;
    case "asked-for":
      return contradiction.range === null
        ? "The importer accepts the copy that won."
        : `The importer asks for ${contradiction.range}, and the copy that won satisfies it.`;
  }
}

/** All that speaks against it, as sentences. */
export function againstText({
  against,
  clean,
  elsewhere,
}: {
  readonly against: readonly Contradiction[];
  readonly clean: number;
  readonly elsewhere: number;
}): string {
  return sentences(
    ...against.map((one) => contradictionText(one).replace(/\.$/, "")),
    clean > 0 ? `${counted(clean, "invocation")} went well under the same finding` : null,
    elsewhere > 0 ? `${counted(elsewhere, "environment")} without the finding saw the same error` : null,
  );
}
