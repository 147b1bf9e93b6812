/** Run by the Node that is asked: what the shim would report about it. */
import { threadRecord } from "../../shim/thread.ts";

process.stdout.write(JSON.stringify(threadRecord(0, 0)));
