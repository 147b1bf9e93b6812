/** `node test/command/attach/seeds.ts FROM TO [SIZE]`: fleets by seeds that no test has. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { useCredentials } from "./credentials.ts";
import { FakeLambda } from "./fake-lambda.ts";
import { proveFleet } from "./fleet-run.ts";

const [from = 0, to = 0, size = 200] = process.argv.slice(2).map(Number);
const folder = mkdtempSync(join(tmpdir(), "attach-"));
const aws = await FakeLambda.start();
useCredentials(aws.url, folder);
process.setMaxListeners(1000);
let failed = 0;
for (let seed = from; seed < to; seed++)
  try {
    console.log(seed, JSON.stringify(await proveFleet(aws, folder, seed, size)));
  } catch (error) {
    failed++;
    console.log(seed, error instanceof Error ? error.message.slice(0, 1500) : error);
  }
console.log(`${failed} of ${to - from} failed`);
rmSync(folder, { recursive: true, force: true });
process.exit(failed === 0 ? 0 : 1);
