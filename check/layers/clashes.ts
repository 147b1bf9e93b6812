/**
 * What layers want of which there is one: the function's wrapper, an extension's name, a port. Layers are
 * recognised by their files, whatever they are called.
 */
import type { Opt } from "../lambda/opt.ts";
import type { Tree } from "../lambda/tree.ts";
import { type KnownLayer, type KnownPort, knownLayers } from "./known-layers.ts";
import type { Clash } from "./report.ts";
import { sameFile } from "./same-file.ts";

export type Variables = Readonly<Record<string, string>>;

/** Outcrop's wrapper starts the one that the second names (docs/attach/chaining.md). */
const wrapperVariables = ["AWS_LAMBDA_EXEC_WRAPPER", "OUTCROP_EXEC_WRAPPER"] as const;

/** What Lambda has there (runtime API), so that no extension can. */
const reservedPort = 9001;

export function clashesOf(layers: readonly Tree[], opt: Opt, variables: Variables): readonly Clash[] {
  const known = knownLayers.filter(({ marks }) =>
    marks.some((mark) => opt.nodes.get(mark)?.node.kind === "file"),
  );
  return [
    ...wrapperClashes(known, opt, variables),
    ...overwrittenWrappers(layers, opt, variables),
    ...extensionClashes(layers, opt),
    ...portClashes(known, variables),
  ];
}

export function wrappersIn(variables: Variables): readonly string[] {
  return wrapperVariables.flatMap((name) => variables[name] || []);
}

/** Two products each want to be the wrapper, and the function has one that starts only one of them. */
function wrapperClashes(known: readonly KnownLayer[], opt: Opt, variables: Variables): readonly Clash[] {
  const set = wrappersIn(variables);
  if (set.length === 0) return [];
  const wanted = known.filter(
    ({ wrapper }) => wrapper !== null && opt.nodes.get(wrapper)?.node.kind === "file",
  );
  const idle = wanted.filter(({ wrapper }) => !set.includes(`/opt/${wrapper}`));
  const running = wanted.filter(({ wrapper }) => set.includes(`/opt/${wrapper}`));
  return idle.flatMap((layer): readonly Clash[] => {
    if (running.length === 0) return [];
    const names = running.map(({ name }) => name);
    const what =
      `The function's wrapper is that of ${names.join(" and of ")}, so /opt/${layer.wrapper} of ` +
      `${layer.name} does not run.`;
    return [{ kind: "wrapper", between: [layer.name, ...names], what }];
  });
}

/** Two layers bring the file that is the function's wrapper: only that of the higher one runs. */
function overwrittenWrappers(
  layers: readonly Tree[],
  { overwritten }: Opt,
  variables: Variables,
): readonly Clash[] {
  const set = wrappersIn(variables);
  return overwritten.flatMap(({ path, loser, winner }): readonly Clash[] => {
    const [lower, higher] = [layers[loser], layers[winner]];
    if (!set.includes(`/opt/${path}`) || lower === undefined || higher === undefined) return [];
    if (sameFile(higher, lower, path)) return [];
    const what =
      `Both layers ${lower.name} and ${higher.name} have the wrapper /opt/${path}, with other bytes; only ` +
      `that of ${higher.name} runs.`;
    return [{ kind: "wrapper", between: [lower.name, higher.name], what }];
  });
}

/** An extension is known by its file's name: of two, the higher layer's is started, and the other never. */
function extensionClashes(layers: readonly Tree[], { overwritten }: Opt): readonly Clash[] {
  return overwritten
    .filter(({ path }) => /^extensions\/[^/]+$/.test(path))
    .map(({ path, loser, winner }) => {
      const between = [layers[loser]?.name ?? "", layers[winner]?.name ?? ""];
      const [, higher = ""] = between;
      const names = between.join(" and ");
      const what = `Both layers ${names} have /opt/${path}; only that of ${higher} is started.`;
      return { kind: "extension", between, what };
    });
}

function portClashes(known: readonly KnownLayer[], variables: Variables): readonly Clash[] {
  const wrappers = wrappersIn(variables);
  const taken = known.flatMap((layer) =>
    layer.ports
      .filter(({ withWrapper }) => !withWrapper || wrappers.includes(`/opt/${layer.wrapper}`))
      .map((known) => ({ name: layer.name, protocol: known.protocol, port: portOf(known, variables) })),
  );
  const clashes: Clash[] = [];
  for (const group of Map.groupBy(taken, ({ protocol, port }) => `${protocol} ${port}`).values()) {
    const [first] = group;
    if (first === undefined) continue;
    const between = [...new Set(group.map(({ name }) => name))];
    const { protocol, port } = first;
    if (between.length > 1) {
      const names = sentence(between.join(" and "));
      const what = `${names} listen on ${protocol} port ${port}; the second of them fails.`;
      clashes.push({ kind: "port", between, what });
    } else if (port === reservedPort) {
      const what = `${sentence(first.name)} listens on port ${port}, which Lambda uses itself.`;
      clashes.push({ kind: "port", between, what });
    }
  }
  return clashes;
}

function portOf({ port, variable }: KnownPort, variables: Variables): number {
  const given = variable === null ? undefined : variables[variable];
  return given !== undefined && /^:?\d{1,5}$/.test(given) ? Number(given.replace(":", "")) : port;
}

function sentence(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
