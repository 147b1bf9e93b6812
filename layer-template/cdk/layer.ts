/** The layer, as a construct. */
import { readFileSync } from "node:fs";
import { type CfnLayerVersion, Code, LayerVersion } from "aws-cdk-lib/aws-lambda";
import type { Construct } from "constructs";
import { packageFile } from "./package-file.ts";

export interface OutcropLayerProps {
  /** The layer's name. By default CloudFormation makes one of the stack's. */
  readonly layerVersionName?: string;
}

/** A version of Outcrop's layer, from the zip in the package. It works on both architectures. */
export class OutcropLayer extends LayerVersion {
  constructor(scope: Construct, id: string, props: OutcropLayerProps = {}) {
    const { version } = JSON.parse(readFileSync(packageFile("package.json"), "utf8")) as { version: string };
    super(scope, id, {
      ...(props.layerVersionName !== undefined && { layerVersionName: props.layerVersionName }),
      code: Code.fromAsset(packageFile("dist/outcrop-layer.zip")),
      description: `Outcrop ${version} - which copy of every Node module a function loaded`,
      license: "MIT",
    });
    // In the template only: the CDK would refuse a function whose runtime is a token or newer than this list.
    // Lambda filters lists by these properties, and checks nothing.
    const resource = this.node.defaultChild as CfnLayerVersion;
    resource.compatibleRuntimes = ["nodejs22.x", "nodejs24.x", "nodejs26.x"];
    resource.compatibleArchitectures = ["x86_64", "arm64"];
  }
}
