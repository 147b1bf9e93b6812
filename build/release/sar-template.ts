/**
 * The layer for the AWS Serverless Application Repository: a SAM template with the metadata that
 * `sam publish` reads (SAM developer guide, template metadata section properties). `sam package` puts the
 * files that it names into a bucket first.
 */
import { stringify } from "yaml";
import { runtimes } from "../../sandbox/runtime/nodes.ts";

export interface SarFiles {
  readonly zip: string;
  readonly licence: string;
  readonly readme: string;
}

export function sarTemplate(version: string, { zip, licence, readme }: SarFiles): string {
  return stringify({
    AWSTemplateFormatVersion: "2010-09-09",
    Transform: "AWS::Serverless-2016-10-31",
    Description: "Outcrop's Lambda layer for Node functions on x86_64 and arm64.",
    Metadata: {
      "AWS::ServerlessRepo::Application": {
        Name: "outcrop",
        Description:
          "A Lambda layer that shows which physical copy of every module a Node function loaded, and names the " +
          "collisions between its zip, its layers and the managed runtime.",
        Author: "outcrop",
        SpdxLicenseId: "MIT",
        LicenseUrl: licence,
        ReadmeUrl: readme,
        Labels: ["layer", "nodejs", "observability", "dependencies"],
        SemanticVersion: version,
      },
    },
    Resources: {
      Layer: {
        Type: "AWS::Serverless::LayerVersion",
        Properties: {
          LayerName: "outcrop",
          Description: `Outcrop ${version}`,
          ContentUri: zip,
          CompatibleRuntimes: [...runtimes],
          CompatibleArchitectures: ["x86_64", "arm64"],
          LicenseInfo: "MIT",
          // A function that has the version must keep it.
          RetentionPolicy: "Retain",
        },
      },
    },
    Outputs: {
      LayerArn: { Description: "The layer version to attach to functions.", Value: { Ref: "Layer" } },
    },
  });
}
