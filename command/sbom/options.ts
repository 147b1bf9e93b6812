import {
  inputChoices,
  inputHelp,
  inputOptions,
  runtimeHelp,
  runtimeOptions,
} from "../check/input-options.ts";
import { helpOption } from "../shared/usage.ts";

export const help = `Usage: outcrop sbom PROJECT [options]
       outcrop sbom --function ZIP|DIR [--layer ZIP|DIR …] [options]
       outcrop sbom --deployed NAME [options]
       outcrop sbom --logs FILE|DIR [--logs FILE|DIR …] [options]

Writes a software bill of materials as CycloneDX 1.6: one component for each copy of a package,
with its place, root and layer, and whether it is loaded. Before the deploy it is made from the
code and the layers, and from logs of what really ran.

  --logs FILE|DIR     exported logs of functions that have Outcrop's layer; - for stdin
  --out FILE|DIR      write to FILE; to stdout for - (default); with several functions, a file
                      NAME.cdx.json for each in the folder DIR

${inputHelp}

${runtimeHelp}
  --help              show this text

Examples:
  outcrop sbom --function dist/orders.zip --layer layers/utils.zip --out orders.cdx.json
  outcrop sbom --logs logs/ --only orders

Exit codes: 0 written, 2 wrong usage, 3 something could not be read, or the logs have nothing.
`;

export const options = {
  logs: { type: "string", multiple: true, default: [] as string[] },
  out: { type: "string", default: "-" },
  ...inputOptions,
  ...runtimeOptions,
  help: helpOption,
} as const;

export const choices = inputChoices;
