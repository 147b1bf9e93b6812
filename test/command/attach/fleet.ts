/** A fleet of functions of every kind, by a seed, and what attaching makes of each. */
import { Random } from "../../fuzz/random.ts";
import { FakeFunction, type Made } from "./fake-function.ts";
import { arnOf } from "./fake-lambda.ts";

export const wrapper = "/opt/outcrop-wrapper";
const other = (name: string, version: number) =>
  `arn:aws:lambda:eu-central-1:580247275435:layer:${name}:${version}`;
/** Never to be seen outside the account. */
export const secret = "s3cr3t-of-the-function";

/** Each with the same chance, in their order. */
function some<Item>(random: Random, items: readonly Item[]): Item[] {
  return items.filter(() => random.below(2) === 0);
}

type Kind = (random: Random, name: string) => Made;

const plain: Kind = (random, name) => ({
  name,
  runtime: random.pick(["nodejs22.x", "nodejs24.x", "nodejs26.x"]),
  layers: some(random, [
    other("utils", 4),
    other("insights", 2),
    other("Datadog-Node24-x", 120),
    other("params", 1),
  ]),
  variables: random.pick([null, { TABLE: "orders", API_KEY: secret }, { API_KEY: secret }]),
});

const kinds: readonly (readonly [weight: number, kind: Kind])[] = [
  [60, plain],
  // Another wrapper, which must be chained.
  [
    14,
    (random, name) => withVariables(plain(random, name), { AWS_LAMBDA_EXEC_WRAPPER: "/opt/otel-handler" }),
  ],
  [3, (random, name) => withVariables(plain(random, name), { AWS_LAMBDA_EXEC_WRAPPER: "" })],
  // A chain without Outcrop's wrapper: someone's remainder.
  [
    3,
    (random, name) => withVariables(plain(random, name), { OUTCROP_EXEC_WRAPPER: "/opt/old", ...{ Z: "1" } }),
  ],
  // An earlier version of Outcrop, somewhere among the layers.
  [
    8,
    (random, name) => {
      const made = plain(random, name);
      const layers = [...(made.layers ?? [])];
      layers.splice(random.below(layers.length + 1), 0, arnOf("outcrop", 1));
      return withVariables({ ...made, layers }, { AWS_LAMBDA_EXEC_WRAPPER: wrapper, OUTCROP_PORT: "7" });
    },
  ],
  // The layer without the variable, and the other way round.
  [2, (random, name) => ({ ...plain(random, name), layers: [arnOf("outcrop", 1)] })],
  [2, (random, name) => withVariables(plain(random, name), { AWS_LAMBDA_EXEC_WRAPPER: wrapper })],
  [3, (_, name) => ({ name, runtime: null })],
  [3, (_, name) => ({ name, runtime: "python3.13", variables: { API_KEY: secret } })],
  [3, (random, name) => ({ ...plain(random, name), runtime: random.pick(["nodejs20.x", "nodejs18.x"]) })],
  [2, (_, name) => ({ name, layers: [1, 2, 3, 4, 5].map((version) => other("utils", version)) })],
  [1, (_, name) => ({ name, variables: { BIG: secret.padEnd(4060, "x") } })],
  [
    1,
    (_, name) => ({
      name,
      other: { Environment: { Error: { ErrorCode: "AccessDeniedException", Message: secret } } },
    }),
  ],
  [1, (random, name) => ({ ...plain(random, name), other: { State: "Failed" } })],
];

function withVariables(made: Made, variables: Record<string, string>): Made {
  return { ...made, variables: { ...made.variables, ...variables } };
}

export function fleetOf(seed: number, size: number): FakeFunction[] {
  const random = new Random(seed);
  const bag = kinds.flatMap(([weight, kind]) => Array.from({ length: weight }, () => kind));
  return Array.from({ length: size }, (_, index) => {
    const team = random.pick(["orders", "payments", "search"]);
    const made = (bag[random.below(bag.length)] ?? plain)(
      random,
      `${team}-${String(index).padStart(3, "0")}`,
    );
    const owner: Record<string, string> = random.pick<Record<string, string>>([
      {},
      { "aws:cloudformation:stack-name": `${team}-prod` },
      { ManagedBy: "terraform" },
    ]);
    const one = new FakeFunction({
      ...made,
      tags: { team, ...owner },
      aliases: random.pick([[], [], [], [["live", "7"]], [["live", "$LATEST"]]]),
    });
    one.slowness = random.below(3);
    one.showsFailed = random.below(2) === 0;
    return one;
  });
}

/** What attaching is to make of the settings: written for the test, apart from the command. */
export function expected(
  { layers, variables }: FakeFunction["settings"],
  arn: string,
): FakeFunction["settings"] {
  const isOurs = (layer: string): boolean => layer.includes(":layer:outcrop:");
  const { AWS_LAMBDA_EXEC_WRAPPER: before } = variables;
  return {
    layers: layers.some(isOurs) ? layers.map((layer) => (isOurs(layer) ? arn : layer)) : [...layers, arn],
    variables: {
      ...variables,
      AWS_LAMBDA_EXEC_WRAPPER: wrapper,
      ...(before && before !== wrapper && { OUTCROP_EXEC_WRAPPER: before }),
    },
  };
}

/** What Outcrop cannot be attached to. */
export function isMisfit(one: FakeFunction): boolean {
  const { Runtime, State, Environment } = one.kept as Record<string, unknown>;
  const { layers, variables } = one.settings;
  return (
    !/^nodejs2[246]/.test(String(Runtime)) ||
    State !== "Active" ||
    "Error" in Object(Environment) ||
    "BIG" in variables ||
    (layers.length === 5 && !layers.some((layer) => layer.includes(":layer:outcrop:")))
  );
}
