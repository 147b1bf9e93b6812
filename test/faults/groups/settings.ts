import { choices } from "../../../extension/settings.ts";
import { answerAsWithout, type Cell, type Group, linesAndDiagnostic, nothing } from "../fault.ts";
import { runFunctionTwice } from "../runs/function-run.ts";

const cells: readonly Cell[] = [
  {
    id: "disabled",
    fault: "Outcrop is switched off",
    phase: "any",
    injected: "`OUTCROP_DISABLED=1`",
    says: nothing,
    run: () => runFunctionTwice({ layered: { env: { OUTCROP_DISABLED: "1" } } }),
  },
  {
    id: "bad-value",
    fault: "A setting has a value that is not one of its own",
    phase: "init",
    injected: "`OUTCROP_EMIT=sometimes`",
    says: linesAndDiagnostic(
      `OUTCROP_EMIT must be one of ${choices.OUTCROP_EMIT.join(", ")}; using ${choices.OUTCROP_EMIT[0]}`,
    ),
    run: () => runFunctionTwice({ layered: { env: { OUTCROP_EMIT: "sometimes" } } }),
  },
];

export const group: Group = {
  title: "Settings",
  half: "extension",
  about:
    "The function loads at init, loads lazily, logs and fails; it runs in the sandbox on Lambda's " +
    "runtime client.",
  answer: answerAsWithout,
  cells,
};
