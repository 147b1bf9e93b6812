/**
 * The packed files of a bundle in esbuild's metafile (esbuild documentation, "Metafile"): `outputs` has the
 * inputs of each output with the bytes that are left of them. What was dropped has 0.
 */
import { lastSegment } from "../paths.ts";
import type { JsonReader } from "./json-reader.ts";
import { outputOf } from "./output-file.ts";
import { maxPathBytes, type PackedFiles } from "./packed-files.ts";

const maxOutputs = 50;
const maxDigits = 20;
const maxInputs = 100_000;

/** Returns whether it names the bundle as an output. @throws JsonError */
export function* readMetafile(
  json: JsonReader,
  bundle: string,
  files: PackedFiles,
): Generator<void, boolean> {
  const outputs = new Map<string, string[]>();
  let room = maxInputs;
  yield* json.members(function* (key) {
    // webpack's stats, which can be large.
    if (key === "assets" || key === "chunks" || key === "modules") return true;
    if (key !== "outputs") {
      yield* json.skip();
      return false;
    }
    yield* json.members(function* (output) {
      if (lastSegment(output) !== lastSegment(bundle) || outputs.size >= maxOutputs) {
        yield* json.skip();
        return false;
      }
      const inputs: string[] = [];
      outputs.set(output, inputs);
      yield* json.members(function* (part) {
        if (part !== "inputs") yield* json.skip();
        else
          yield* json.members(function* (input) {
            if ((yield* bytesInOutput(json)) > 0 && input.length <= maxPathBytes && room-- > 0)
              inputs.push(input);
            return false;
          });
        return false;
      });
      return false;
    });
    return true;
  });
  const own = outputOf(outputs.keys(), bundle);
  for (const input of outputs.get(own ?? "") ?? []) files.add(input);
  return own !== null;
}

function* bytesInOutput(json: JsonReader): Generator<void, number> {
  let bytes = 0;
  yield* json.members(function* (key) {
    if (key === "bytesInOutput") bytes = Number(yield* json.text(maxDigits));
    else yield* json.skip();
    return false;
  });
  return bytes;
}
