/// <reference path="./.sst/platform/config.d.ts" />

export default $config({
  app(input) {
    return { name: "orders", home: "aws", removal: input?.stage === "production" ? "retain" : "remove" };
  },
  async run() {
    // In `sst dev` functions run on your machine, without layers.
    if (!$dev) attachOutcrop();
    const orders = new sst.aws.Function("Orders", {
      handler: "orders.handler",
      runtime: "nodejs24.x",
      memory: "512 MB",
      timeout: "10 seconds",
      // Outcrop reads in the map which packages are in the bundle.
      nodejs: { sourcemap: true },
      logging: { retention: "1 month" },
    });
    return { orders: orders.name };
  },
});

/** Attaches Outcrop to every function that is made after this. */
function attachOutcrop(): void {
  // From the npm package. A new zip makes a new version.
  const layer = new aws.lambda.LayerVersion("Outcrop", {
    layerName: `${$app.name}-${$app.stage}-outcrop`,
    code: new $util.asset.FileArchive("node_modules/outcrop/dist/outcrop-layer.zip"),
    compatibleArchitectures: ["x86_64", "arm64"],
    compatibleRuntimes: ["nodejs22.x", "nodejs24.x"],
    licenseInfo: "MIT",
  });
  $transform(sst.aws.Function, (args) => {
    args.layers = $util.all([args.layers ?? [], layer.arn]).apply(([layers, arn]) => [...layers, arn]);
    args.environment = $util
      .output(args.environment ?? {})
      .apply(({ AWS_LAMBDA_EXEC_WRAPPER: next, ...own }) => ({
        ...own,
        ...(next === undefined ? {} : { OUTCROP_EXEC_WRAPPER: next }),
        AWS_LAMBDA_EXEC_WRAPPER: "/opt/outcrop-wrapper",
      }));
  });
}
