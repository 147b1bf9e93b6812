/**
 * `node test/bench/incident/read.ts FILES…`: reads logs as `outcrop incident` does and counts the events
 * that may say something.
 */
import { readLogs } from "../../../incident/read/read-logs.ts";

let count = 0;
const onProblem = ({
  file,
  line,
  message,
}: {
  readonly file: string;
  readonly line: number;
  readonly message: string;
}): void => console.error(`${file}:${line}: ${message}`);
for await (const events of readLogs(process.argv.slice(2), { wanted: "relevant", onProblem }))
  count += events.length;
console.log(count);
