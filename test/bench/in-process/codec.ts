/**
 * The journal's codec, against JSON with its keys: once a record on the function's loading path, and once a
 * record in the extension.
 */
import { decode } from "../../../core/journal/codec.ts";
import { lineOf } from "../../support/written-failure.ts";
import { recordsOfLoading } from "../support/shim-records.ts";
import { printSamples } from "./task.ts";

const records = recordsOfLoading(
  Array.from({ length: 100 }, (_, at) => `package-${at}`),
  "/var/task/node_modules",
  "/var/task/index.js",
  10,
);
const lines = records.map(lineOf);
const objects = records.map((record) => JSON.stringify(record));

await printSamples({
  iterations: Number(process.argv[2] ?? 200),
  tasks: [
    {
      name: "JSON.stringify, 1,001 records",
      run: () => records.forEach((record) => void JSON.stringify(record)),
    },
    { name: "encode, 1,001 records", run: () => records.forEach((record) => void lineOf(record)) },
    { name: "JSON.parse, 1,001 records", run: () => objects.forEach((object) => void JSON.parse(object)) },
    { name: "decode, 1,001 records", run: () => lines.forEach((line) => void decode(line)) },
  ],
});
