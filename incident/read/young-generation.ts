/**
 * V8 lets the space for new objects grow while enough of them survive a collection: on Node 24 to 128 MB,
 * half of which is always in use. What reading makes is garbage after its batch, however small that space is.
 * `node --max-semi-space-size` would bound it; this does it from within, at a size from which on a larger
 * space saves no time.
 */
import { getHeapSpaceStatistics, setFlagsFromString } from "node:v8";

const largeEnoughBytes = 16 * 1024 * 1024;
const batchesBetween = 16;

let isBounded = false;
let batches = 0;

/** To be called with every batch. */
export function boundYoungGeneration(): void {
  if (isBounded || batches++ % batchesBetween !== 0) return;
  const space = getHeapSpaceStatistics().find(({ space_name: name }) => name === "new_space");
  if (space === undefined || space.space_size < largeEnoughBytes) return;
  setFlagsFromString("--semi-space-growth-factor=1");
  isBounded = true;
}
