/** Which functions a command is about, as the command line says it. */
import { isRegion } from "../publish/enabled-regions.ts";
import { profileName } from "../publish/options.ts";
import { UsageError } from "../shared/usage.ts";
import { isFunctionName, readFunctionArn } from "./function-name.ts";
import type { Where } from "./lambda-account.ts";

export const selectionOptions = {
  prefix: { type: "string", multiple: true, default: [] as string[] },
  tag: { type: "string", multiple: true, default: [] as string[] },
  stack: { type: "string", multiple: true, default: [] as string[] },
  all: { type: "boolean", default: false },
  exclude: { type: "string", multiple: true, default: [] as string[] },
  region: { type: "string" },
  profile: { type: "string" },
} as const;

export const selectionHelp = `  --prefix TEXT         functions whose names begin with this (repeatable)
  --stack NAME          functions of this CloudFormation stack and of the stacks in it (repeatable)
  --tag KEY=VALUE       only functions with this tag, or with each of several
  --all                 every function of the account and region; also what --tag alone means
  --exclude NAME        not this function; a * matches any text (repeatable)
  --region REGION       default: the profile's region, or that of the ARNs
  --profile NAME        a profile of ~/.aws/config, also with SSO`;

export interface Selection {
  readonly names: readonly string[];
  readonly prefixes: readonly string[];
  readonly stacks: readonly string[];
  readonly all: boolean;
  /** A function must have each of them. */
  readonly tags: readonly (readonly [key: string, value: string])[];
  readonly isExcluded: (name: string) => boolean;
  readonly where: Where;
}

interface Given {
  readonly prefix: readonly string[];
  readonly tag: readonly string[];
  readonly stack: readonly string[];
  readonly all: boolean;
  readonly exclude: readonly string[];
  readonly region?: string | undefined;
  readonly profile?: string | undefined;
}

/** @throws UsageError */
export function readSelection(positionals: readonly string[], given: Given): Selection {
  const arns = positionals.map(readFunctionArn);
  const names = positionals.map((text, index) => arns[index]?.name ?? nameOf(text));
  const regions = new Set(arns.flatMap((arn) => (arn === null ? [] : [arn.region])));
  if (given.region !== undefined && !isRegion(given.region))
    throw new UsageError(`--region must be a region such as eu-central-1, not ${given.region || "empty"}`);
  if (given.region !== undefined) regions.add(given.region);
  if (regions.size > 1)
    throw new UsageError(`one run is about one region, and these are ${[...regions].sort().join(", ")}`);
  const tags = given.tag.map(tagOf);
  const prefixes = given.prefix.map((text) =>
    filled("prefix", text, /^[\w-]{1,140}$/, "the start of a name"),
  );
  const stacks = given.stack.map((text) =>
    filled(
      "stack",
      text,
      /^[A-Za-z][\w-]{0,127}$|^arn:[a-z-]+:cloudformation:[!-~]{1,2000}$/,
      "a stack's name",
    ),
  );
  const isNarrow = names.length > 0 || prefixes.length > 0 || stacks.length > 0;
  if (given.all && isNarrow) throw new UsageError("--all is there with names, --prefix or --stack; give one");
  if (!given.all && !isNarrow && tags.length === 0)
    throw new UsageError("which functions? Give names, --prefix, --stack, --tag or --all");
  const excluded = given.exclude.map((text) =>
    patternOf(filled("exclude", text, /^[\w.*-]{1,200}$/, "a name")),
  );
  return {
    names: [...new Set(names)],
    prefixes,
    stacks,
    all: given.all || !isNarrow,
    tags,
    isExcluded: (name) => excluded.some((pattern) => pattern.test(name)),
    where: { region: [...regions][0], profile: profileName(given.profile) },
  };
}

function nameOf(text: string): string {
  if (isFunctionName(text)) return text;
  if (/^arn:.*:function:[^:]+:[^:]+$/.test(text))
    throw new UsageError(`${text} is a version or an alias, which do not change; give the function's ARN`);
  throw new UsageError(`${text || "an empty text"} is not the name or the ARN of a function`);
}

function tagOf(text: string): readonly [string, string] {
  const at = text.indexOf("=");
  if (at < 1) throw new UsageError(`--tag must be KEY=VALUE, not ${text || "empty"}`);
  return [text.slice(0, at), text.slice(at + 1)];
}

/** Stars only, so that no pattern takes long. */
function patternOf(text: string): RegExp {
  const literal = text.replace(/\*+/g, "*").replace(/[.-]/g, "\\$&");
  if (literal.split("*").length > 4) throw new UsageError("--exclude takes at most three * in a name");
  return new RegExp(`^${literal.replaceAll("*", ".*")}$`);
}

function filled(option: string, text: string, pattern: RegExp, what: string): string {
  if (!pattern.test(text)) throw new UsageError(`--${option} must be ${what}, not ${text || "empty"}`);
  return text;
}
