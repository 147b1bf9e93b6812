/**
 * A Dockerfile's instructions as far as the guides use them; anything else is an error. Each instruction is
 * one line.
 */
export interface Stage {
  readonly from: string;
  readonly name: string | undefined;
  readonly copies: readonly Copy[];
  readonly runs: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly workdir: string;
  readonly entrypoint: readonly string[] | undefined;
  readonly cmd: readonly string[] | undefined;
}

export interface Copy {
  /** Of the build's context, or of another stage. */
  readonly source: string;
  readonly target: string;
  readonly stage: string | undefined;
  /** Octal. */
  readonly chmod: number | undefined;
}

/** The last stage, which the image is. @throws Error for an instruction that is not understood */
export function parseDockerfile(text: string): Stage & { readonly stages: readonly Stage[] } {
  const stages: { -readonly [key in keyof Stage]: Stage[key] }[] = [];
  const last = (): (typeof stages)[number] => {
    const stage = stages.at(-1);
    if (stage === undefined) throw new Error("an instruction before FROM");
    return stage;
  };
  for (const line of text.split("\n").filter((line) => line.trim() !== "" && !line.startsWith("#"))) {
    const [, instruction = "", rest = ""] = /^([A-Z]+) (.*)$/.exec(line) ?? [];
    switch (instruction) {
      case "FROM": {
        const [, from = "", name] = /^(\S+)(?: AS (\S+))?$/.exec(rest) ?? [];
        stages.push({
          from,
          name,
          copies: [],
          runs: [],
          env: {},
          workdir: "/",
          entrypoint: undefined,
          cmd: undefined,
        });
        break;
      }
      case "COPY": {
        const words = rest.split(" ");
        const option = (name: string): string | undefined =>
          words.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3);
        const [source = "", target = "", ...more] = words.filter((word) => !word.startsWith("--"));
        if (target === "" || more.length > 0) throw new Error(`not understood: ${line}`);
        const chmod = option("chmod");
        const copy = {
          source,
          target,
          stage: option("from"),
          chmod: chmod === undefined ? undefined : Number.parseInt(chmod, 8),
        };
        last().copies = [...last().copies, copy];
        break;
      }
      case "ENV": {
        const pairs = rest.split(" ").map((pair): [string, string] => {
          const [, name, value] = /^(\w+)=([^\s"'$\\]+)$/.exec(pair) ?? [];
          if (name === undefined || value === undefined) throw new Error(`not understood: ${line}`);
          return [name, value];
        });
        last().env = { ...last().env, ...Object.fromEntries(pairs) };
        break;
      }
      case "RUN":
        last().runs = [...last().runs, rest];
        break;
      case "WORKDIR":
        last().workdir = rest;
        break;
      case "ENTRYPOINT":
        last().entrypoint = JSON.parse(rest) as string[];
        break;
      case "CMD":
        last().cmd = JSON.parse(rest) as string[];
        break;
      default:
        throw new Error(`not understood: ${line}`);
    }
  }
  return { ...last(), stages };
}
