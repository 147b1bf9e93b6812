/** Why a function is left alone, and how the CDK says so. */
import { Annotations } from "aws-cdk-lib";
import type { IConstruct } from "constructs";

const reasons = {
  edge: ["info", "CloudFront runs it (Lambda@Edge), and allows neither layers nor variables"],
  image: ["info", "it is a container image, and images have no layers. docs/attach/container.md says how"],
  provider: ["info", "it serves custom resources of the CDK. With customResources: true it is attached"],
  sam: ["info", "AWS::Serverless::Function is not supported. Set layer and variable in the template"],
  "five-layers": ["warning", "it has five layers, and Lambda allows no more. Merge two of them"],
  "old-runtime": [
    "warning",
    "its runtime is older than nodejs22.x, which is the oldest that Outcrop works on",
  ],
  "unknown-runtime": ["warning", "its runtime is known in the deployment only. Write it as text"],
  "unknown-layers": ["warning", "its layers are known in the deployment only. Write a list of them"],
  "unknown-variables": ["warning", "its variables are known in the deployment only. Write a map of them"],
  "two-wrappers": [
    "warning",
    "it has other wrappers in both AWS_LAMBDA_EXEC_WRAPPER and OUTCROP_EXEC_WRAPPER, and Outcrop chains one",
  ],
  "code-signing": [
    "warning",
    "its code must be signed, and the package's layer is not. Sign and publish it, and give layerVersionArn",
  ],
  "other-region": ["warning", "the layer of layerVersionArn is in another region than the function's stack"],
  unreadable: ["warning", "its properties cannot be read or changed"],
} as const;

/** In an annotation's id after `outcrop/cdk:`. */
export type SkipId = keyof typeof reasons;

/** @param detail what else is known, as the end of the sentence */
export function annotateSkip(node: IConstruct, id: SkipId, detail = ""): void {
  const [level, reason] = reasons[id];
  const message = `Outcrop is not attached: ${reason}${detail}.`;
  const annotations = Annotations.of(node);
  if (level === "warning") annotations.addWarningV2(`outcrop/cdk:${id}`, message);
  else if ("addInfoV2" in annotations) annotations.addInfoV2(`outcrop/cdk:${id}`, message);
  // An older CDK. The text is the same.
  else (annotations as Annotations).addInfo(`${message} [ack: outcrop/cdk:${id}]`);
}
