import { describeGroup } from "./describe-group.ts";

await describeGroup("small-functions");
