/** The options of `outcrop check` that choose what is judged. `outcrop lock` and `outcrop sbom` have them, too. */
export const architectures = { x86_64: "x64", x64: "x64", arm64: "arm64" } as const;
export const defaultRuntime = "nodejs24.x";

export const inputHelp = `PROJECT is a folder or a file of a tool: .aws-sam/build, cdk.out, .serverless, a template
of CloudFormation or SAM, a plan of Terraform (terraform show -json), or a state or preview
of Pulumi and SST. A project's own folder does, too, if it was built.

  --only NAME         judge this function alone; repeat for more
  --parameter N=VALUE what the deploy passes to the stack's parameter N; repeat for more
  --layer-at NAME=ZIP where the files of a layer are that is not in the project; NAME is the
                      layer's ARN, or its name in the report; repeat for more
  --code-at NAME=ZIP  where the code of a function is; repeat for more
  --fetch-layers      download layers that are given by their ARN, with the AWS SDK

  --function ZIP|DIR  the function's code, for /var/task
  --layer ZIP|DIR     a layer, for /opt; repeat for more, lowest first
  --runtime NAME      Lambda's runtime (default: ${defaultRuntime})
  --arch NAME         x86_64 (default) or arm64
  --handler NAME      the handler (default: index.handler)
  --env NAME=VALUE    an environment variable of the function; repeat for more
  --name NAME         the function's name in the report (default: the code's file name)

  --deployed NAME     a function in the account, by its name or ARN; repeat for more
  --region NAME       its region (default: the one that the AWS SDK finds)`;

export const runtimeHelp = `  --profile FILE      what is in /var/runtime, from outcrop profile
  --runtime-files DIR the files of /var/runtime themselves`;

export const inputOptions = {
  only: { type: "string", multiple: true, default: [] as string[] },
  parameter: { type: "string", multiple: true, default: [] as string[] },
  "layer-at": { type: "string", multiple: true, default: [] as string[] },
  "code-at": { type: "string", multiple: true, default: [] as string[] },
  "fetch-layers": { type: "boolean", default: false },
  function: { type: "string" },
  layer: { type: "string", multiple: true, default: [] as string[] },
  runtime: { type: "string", default: defaultRuntime },
  arch: { type: "string", default: "x86_64" },
  handler: { type: "string", default: "index.handler" },
  env: { type: "string", multiple: true, default: [] as string[] },
  name: { type: "string" },
  deployed: { type: "string", multiple: true, default: [] as string[] },
  region: { type: "string" },
} as const;

export const runtimeOptions = {
  profile: { type: "string" },
  "runtime-files": { type: "string" },
} as const;

export const inputChoices = {
  arch: ["x86_64", "arm64"],
};

export interface InputValues {
  readonly only: readonly string[];
  readonly parameter: readonly string[];
  readonly "layer-at": readonly string[];
  readonly "code-at": readonly string[];
  readonly "fetch-layers": boolean;
  readonly function?: string | undefined;
  readonly layer: readonly string[];
  readonly runtime: string;
  readonly arch: string;
  readonly handler: string;
  readonly env: readonly string[];
  readonly name?: string | undefined;
  readonly deployed: readonly string[];
  readonly region?: string | undefined;
  readonly profile?: string | undefined;
  readonly "runtime-files"?: string | undefined;
}
