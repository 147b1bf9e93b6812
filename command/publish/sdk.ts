/** The AWS SDK's clients, loaded when something is published: `--help` and a wrong call do without them. */
import { installing, loadOptional } from "../../core/optional-package.ts";

export type LambdaSdk = typeof import("@aws-sdk/client-lambda");
export type SsmSdk = typeof import("@aws-sdk/client-ssm");
type Ec2Sdk = typeof import("@aws-sdk/client-ec2");

/** @param command that needs it @throws Error that says what to install, here and below */
export function loadLambda(
  load: () => Promise<LambdaSdk> = () => import("@aws-sdk/client-lambda"),
  command = "publish",
): Promise<LambdaSdk> {
  return loadOptional(load, () => absent("lambda", command));
}

export function loadSsm(): Promise<SsmSdk> {
  return loadOptional(
    () => import("@aws-sdk/client-ssm"),
    () => absent("ssm", "publish"),
  );
}

export function loadEc2(): Promise<Ec2Sdk> {
  return loadOptional(
    () => import("@aws-sdk/client-ec2"),
    () => absent("ec2", "publish"),
  );
}

function absent(client: string, command: string): Error {
  return new Error(`outcrop ${command} needs the AWS SDK. Run ${installing(`@aws-sdk/client-${client}`)}`);
}

/**
 * The SDK finds credentials, endpoints and the number of attempts itself. It sets no time limit of its own.
 * @param region by default the profile's
 */
export function clientSettings(profile: string | null, region?: string) {
  return {
    ...(profile !== null && { profile }),
    ...(region !== undefined && { region }),
    requestHandler: { connectionTimeout: 10_000, requestTimeout: 300_000, throwOnRequestTimeout: true },
  };
}
