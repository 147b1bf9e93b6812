/**
 * A CloudFormation template in parts, each with the reason why it is there: the build writes the reason as a
 * comment above it.
 */
import type { Value } from "./intrinsics.ts";

export interface Part {
  readonly why: string;
  readonly value: Value;
}

export type Parts = Readonly<Record<string, Part>>;

export interface Template {
  /** The first lines of the file. */
  readonly why: string;
  readonly description: string;
  readonly parameters: Parts;
  readonly rules: Parts;
  readonly conditions: Parts;
  readonly resources: Parts;
  readonly outputs: Parts;
}
