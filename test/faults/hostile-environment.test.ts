import { describeGroup } from "./describe-group.ts";

await describeGroup("hostile-environment");
