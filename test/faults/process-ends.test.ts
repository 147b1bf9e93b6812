import { describeGroup } from "./describe-group.ts";

await describeGroup("process-ends");
