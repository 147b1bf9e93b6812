import { describeGroup } from "./describe-group.ts";

await describeGroup("package-managers");
