/**
 * Lambda@Edge: functions that CloudFront runs may have neither layers nor variables (CloudFront developer
 * guide, restrictions on Lambda@Edge).
 */

import type { CfnResource, IPostProcessor, IResolvable, IResolveContext } from "aws-cdk-lib";
import { DefaultTokenResolver, Reference, StringConcat, Tokenization } from "aws-cdk-lib";
import { CfnDistribution } from "aws-cdk-lib/aws-cloudfront";
import { CfnRole } from "aws-cdk-lib/aws-iam";
import { CfnFunction, CfnVersion } from "aws-cdk-lib/aws-lambda";
import type { IConstruct } from "constructs";

class References extends DefaultTokenResolver {
  readonly targets = new Set<IConstruct>();

  constructor() {
    super(new StringConcat());
  }

  override resolveToken(token: IResolvable, context: IResolveContext, processor: IPostProcessor): unknown {
    if (Reference.isReference(token)) this.targets.add(token.target);
    return super.resolveToken(token, context, processor);
  }
}

/** The resources that a value of this construct refers to. */
function referencesIn(scope: IConstruct, value: unknown): IConstruct[] {
  const resolver = new References();
  Tokenization.resolve(value, { scope, resolver });
  return [...resolver.targets];
}

/** Which functions run at the edge. Looks through an app once. */
export class EdgeFunctions {
  readonly #ofApp = new WeakMap<IConstruct, ReadonlySet<IConstruct>>();

  has(resource: CfnResource): boolean {
    return trustsEdge(resource) || this.#inDistributions(resource.node.root).has(resource);
  }

  /** Those whose version a distribution names, in any stack of the app. */
  #inDistributions(app: IConstruct): ReadonlySet<IConstruct> {
    const known = this.#ofApp.get(app);
    if (known !== undefined) return known;
    const found = new Set<IConstruct>();
    for (const distribution of app.node.findAll().filter((node) => node instanceof CfnDistribution))
      for (const version of referencesIn(distribution, distribution.distributionConfig))
        if (version instanceof CfnVersion)
          for (const target of referencesIn(version, version.functionName)) found.add(target);
    this.#ofApp.set(app, found);
    return found;
  }
}

/**
 * Whether Lambda@Edge may take on the function's role, which it must for such a function. The CDK adds this
 * to the roles of `EdgeFunction`s, in whatever region they are, and of a distribution's `edgeLambdas`.
 */
function trustsEdge(resource: CfnResource): boolean {
  if (!(resource instanceof CfnFunction)) return false;
  return referencesIn(resource, resource.role).some(
    (role) =>
      role instanceof CfnRole &&
      JSON.stringify(role.stack.resolve(role.assumeRolePolicyDocument)).includes("edgelambda."),
  );
}
