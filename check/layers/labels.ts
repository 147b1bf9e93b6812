/**
 * What a layer says that it fits, against the function and against its own bytes. Lambda takes any layer
 * for any function: the labels are for people who look for one (developer guide, "Creating and deleting
 * layers").
 */
import type { FunctionInput } from "../lambda/function-input.ts";
import type { NativeReport } from "./report.ts";

const names: Readonly<Record<string, string>> = { x64: "x86_64", arm64: "arm64" };
const archs: Readonly<Record<string, string>> = { x86_64: "x64", arm64: "arm64" };

/** @param natives of the layers, in their order */
export function labelNotes(input: FunctionInput, natives: readonly NativeReport[]): readonly string[] {
  const own = names[input.arch] ?? input.arch;
  return input.layers.flatMap(({ name }, index) => {
    const { runtimes, architectures } = input.layerFacts?.[index] ?? { runtimes: null, architectures: null };
    const files = natives[index]?.files ?? {};
    const present = Object.keys(files);
    const notes: string[] = [];
    if (runtimes !== null && runtimes.length > 0 && !runtimes.includes(input.runtime))
      notes.push(
        `The layer ${name} says that it fits ${runtimes.join(", ")}; the function has ${input.runtime}.`,
      );
    if (architectures !== null && architectures.length > 0) {
      if (!architectures.includes(own))
        notes.push(
          `The layer ${name} says that it fits ${architectures.join(", ")}; the function has ${own}.`,
        );
      for (const label of architectures) {
        const arch = archs[label] ?? label;
        if (present.length > 0 && files[arch] === undefined)
          notes.push(
            `The layer ${name} says that it fits ${label}, and has machine code for ${shown(present)} only.`,
          );
      }
    }
    const isSaid = architectures !== null && !architectures.includes(own);
    if (present.length > 0 && files[input.arch] === undefined && !isSaid)
      notes.push(`The layer ${name} has machine code for ${shown(present)}, and none for ${own}.`);
    return [...new Set(notes)];
  });
}

function shown(present: readonly string[]): string {
  return present.map((arch) => names[arch] ?? arch).join(" and ");
}
