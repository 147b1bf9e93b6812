/** Each shape in which logs leave CloudWatch, as AWS's tools and services write them. */
import { cli } from "./shapes/cli.ts";
import { deliveriesAndTails } from "./shapes/deliveries.ts";
import { insights } from "./shapes/insights.ts";
import type { Shape } from "./shapes/shape.ts";

export type { Key, Shape, Written } from "./shapes/shape.ts";

export const shapes: readonly Shape[] = [...cli, ...insights, ...deliveriesAndTails];
