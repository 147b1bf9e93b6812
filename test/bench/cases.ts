/** Every case, in the order of the docs. */
import type { Case } from "./case.ts";
import { check } from "./cases/check.ts";
import { coldStarts } from "./cases/cold-start.ts";
import { failing } from "./cases/failing.ts";
import { functions } from "./cases/functions.ts";
import { growthShim } from "./cases/growth-shim.ts";
import { incident } from "./cases/incident.ts";
import { invoke } from "./cases/invoke.ts";
import { load } from "./cases/load.ts";
import { logBytes } from "./cases/log-bytes.ts";
import { memory } from "./cases/memory.ts";
import { nearDeadlines } from "./cases/near-deadline.ts";
import { regimes } from "./cases/regimes.ts";
import { register } from "./cases/register.ts";
import { sizes } from "./cases/sizes.ts";
import { start } from "./cases/start.ts";

export const cases: readonly Case[] = [
  ...load,
  ...start,
  ...failing,
  ...register,
  ...invoke,
  ...memory,
  ...coldStarts,
  ...regimes,
  ...nearDeadlines,
  ...growthShim,
  ...functions,
  ...logBytes,
  ...sizes,
  ...incident,
  ...check,
];
