/**
 * Evaluates an sst.config.ts as SST does it, with the real Pulumi and its mocks. SST's own components are in
 * its binary alone, so a function here only keeps what it is given. Prints it all as JSON.
 * Parameter: `dev` for `sst dev`.
 */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

const resources = [];
await pulumi.runtime.setMocks({
  newResource: async ({ name, type, inputs }) => {
    // A promise, which JSON does not show.
    const path = await inputs.code?.path;
    resources.push({ name, type, inputs: path === undefined ? inputs : { ...inputs, code: { path } } });
    return { id: `${name}-id`, state: { ...inputs, name, arn: `arn:${name}` } };
  },
  call: ({ inputs }) => inputs,
});

const transforms = [];
const functions = [];
class SstFunction {
  constructor(name, args) {
    for (const transform of transforms) transform(args, {}, name);
    this.name = pulumi.output(name);
    functions.push({ name, args });
  }
}
Object.assign(globalThis, {
  $config: (config) => config,
  $app: { name: "orders", stage: "dev" },
  $dev: process.argv[2] === "dev",
  $util: pulumi,
  $transform: (component, callback) => {
    if (component !== SstFunction) throw new Error("$transform of something else");
    transforms.push(callback);
  },
  sst: { aws: { Function: SstFunction } },
  aws,
});

const { default: config } = await import("./sst.config.ts");
const app = config.app({ stage: "dev" });
await config.run();
new SstFunction("Own", {
  handler: "own.handler",
  layers: ["arn:own"],
  environment: pulumi.output({ AWS_LAMBDA_EXEC_WRAPPER: "/opt/otel-handler", TABLE: "orders" }),
});
pulumi.output(functions).apply((resolved) => {
  process.once("beforeExit", () =>
    process.stdout.write(JSON.stringify({ app, resources, functions: resolved })),
  );
});
