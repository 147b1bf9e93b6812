/**
 * `outcrop/cdk`: Outcrop for apps of the AWS CDK. A layer made from the package's own zip, and an aspect that
 * attaches it to every Node function below it.
 */
export { AttachOutcrop, type AttachOutcropProps } from "./attach.ts";
export { OutcropLayer, type OutcropLayerProps } from "./layer.ts";
export type { SkipId } from "./skip.ts";
