/** Layers and variables that are added to a function, so that the template has them in the end. */
import { Stack, Token } from "aws-cdk-lib";
import { CfnFunction, type ILayerVersion } from "aws-cdk-lib/aws-lambda";
import { type LambdaResource, propertiesOf } from "./lambda-resource.ts";

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
/** L1 properties are typed as text. */
const text = (value: unknown): string => (typeof value === "string" ? value : Token.asString(value));

/**
 * Adds it after the layers that are there. The L2 construct comes first, because the hash of
 * `currentVersion` is made of its layers. What a user has set on the L1 resource, or as an override, hides
 * the L2 construct's list, so the next way is tried until the template has the layer.
 * @throws if the layers are an intrinsic function
 */
export function addLayer(lambda: LambdaResource, layer: ILayerVersion): void {
  const { resource, construct } = lambda;
  const arn: unknown = Stack.of(resource).resolve(layer.layerVersionArn);
  const others = (): readonly unknown[] | null => {
    const { layers } = propertiesOf(lambda);
    if (layers === "intrinsic") throw new TypeError("the layers are an intrinsic function");
    return layers.some((one) => same(one, arn)) ? null : layers;
  };
  const ways = [
    () => {
      try {
        construct?.addLayers(layer);
      } catch {
        // It counts layers that an override hides, and refuses a sixth.
      }
    },
    (layers: readonly unknown[]) => {
      if (resource instanceof CfnFunction) resource.layers = [...layers.map(text), layer.layerVersionArn];
    },
    (layers: readonly unknown[]) =>
      resource.addPropertyOverride("Layers", [...layers, layer.layerVersionArn]),
  ];
  for (const way of ways) {
    const layers = others();
    if (layers === null) return;
    way(layers);
  }
}

/** @throws if the variables are an intrinsic function */
export function setVariable(lambda: LambdaResource, name: string, value: unknown): void {
  const { resource, construct } = lambda;
  const others = (): Readonly<Record<string, unknown>> | null => {
    const { variables } = propertiesOf(lambda);
    if (variables === "intrinsic") throw new TypeError("the variables are an intrinsic function");
    return same(variables[name], value) ? null : variables;
  };
  const ways = [
    () => construct?.addEnvironment(name, text(value)),
    (variables: Readonly<Record<string, unknown>>) => {
      const texts = Object.entries({ ...variables, [name]: value }).map(([key, one]) => [key, text(one)]);
      if (resource instanceof CfnFunction) resource.environment = { variables: Object.fromEntries(texts) };
    },
    () => resource.addPropertyOverride(`Environment.Variables.${name}`, value),
  ];
  for (const way of ways) {
    const variables = others();
    if (variables === null) return;
    way(variables);
  }
}
