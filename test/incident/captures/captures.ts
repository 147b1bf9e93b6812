import type { Capture } from "./capture.ts";
import { companyIncidents } from "./declared/company.ts";
import { healthyCaptures } from "./declared/healthy.ts";
import { instanceIncidents } from "./declared/instances.ts";
import { moduleIncidents } from "./declared/modules.ts";
import { nativeIncidents } from "./declared/native.ts";
import { sdkIncidents } from "./declared/sdk.ts";
import { unrelatedCaptures } from "./declared/unrelated.ts";
import { versionIncidents } from "./declared/versions.ts";

export const captures: readonly Capture[] = [
  ...sdkIncidents,
  ...versionIncidents,
  ...instanceIncidents,
  ...moduleIncidents,
  ...nativeIncidents,
  ...companyIncidents,
  ...unrelatedCaptures,
  ...healthyCaptures,
];
