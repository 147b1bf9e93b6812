/** The verdict as one sentence. */
import type { Proof } from "./proof.ts";

const maxNamed = 3;

export function sentenceOf({
  because,
  repairs,
  controls,
  error,
}: Omit<Proof, "verdict" | "sentence">): string {
  switch (because) {
    case "error-goes": {
      const ways = repairs.filter(({ outcome }) => outcome === "succeeds").map(({ repair }) => repair);
      const rest = ways.length - maxNamed;
      const more = rest > 0 ? `; and with ${rest} more ${rest === 1 ? "repair" : "repairs"}` : "";
      return `Proved: the error goes when ${ways.slice(0, maxNamed).join("; or when ")}${more}.`;
    }
    case "no-repair-helps": {
      const none =
        repairs.length === 1
          ? "the one repair that was tried does not end"
          : `none of the ${repairs.length} repairs that were tried ends`;
      return `Not proved: ${none} the error (${error?.name}).`;
    }
    case "no-repair-applied":
      return `Not proved: no repair could be applied. ${sentence(repairs[0]?.detail ?? "")}`;
    case "no-candidate":
      return `Not proved: the event fails (${error?.name}), and no collision to repair was found.`;
    case "no-failure":
      return "Not proved: the event does not fail here, so no repair can show anything.";
    case "flaky": {
      const failed = controls.filter(({ outcome }) => outcome !== "succeeds").length;
      const how =
        failed < controls.length
          ? `it fails in ${failed} of ${controls.length} runs`
          : "it fails in another way each time";
      return `Not proved: the failure is flaky: ${how}, so no repair can show anything.`;
    }
  }
}

function sentence(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`;
}
