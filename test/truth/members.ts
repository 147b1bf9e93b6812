/** Members of packages: what does its work in peace. */
import type { Draft } from "./draft.ts";
import type { Member, PackagePlan } from "./package-files.ts";
import type { Random } from "./random.ts";

const bodies = [
  (name: string) => `function ${name}(order) {
  return (order.items ?? []).map((item) => ({ ...item, done: true }));
}`,
  (name: string) => `function ${name}(order) {
  return (order.items ?? []).reduce((sum, item) => sum + item.qty, 0);
}`,
  (name: string) => `const ${name} = (order) => [order.id, order.currency].join('-');`,
  (name: string) => `async function ${name}(order) {
  await null;
  return { id: order.id, count: (order.items ?? []).length };
}`,
  (name: string) => `function ${name}(order) {
  const keys = Object.keys(order).sort();
  return keys.filter((key) => key !== 'items').length;
}`,
] as const;

export function plainMember(random: Random, name: string): Member {
  return { name, source: random.pick(bodies)(name) };
}

/** @param methods each takes the order */
export function classMember(name: string, methods: readonly string[]): Member {
  const body = methods.map(
    (method) => `  ${method}(order) {
    this.seen += 1;
    return { seen: this.seen, id: order.id };
  }`,
  );
  return { name, source: `class ${name} {\n  seen = 0;\n${body.join("\n")}\n}` };
}

/** A package that calls another one's member from its own. */
export function packageBetween(
  draft: Draft,
  {
    use,
    version = "1.4.2",
    name = draft.names.package(),
    dependencies,
    peer = false,
  }: {
    /** The import and the call, of `order`. */
    readonly use: { readonly head: string; readonly before: string; readonly call: string };
    readonly version?: string;
    readonly name?: string;
    readonly dependencies: Readonly<Record<string, string>>;
    readonly peer?: boolean;
  },
): PackagePlan & { readonly member: string } {
  const member = draft.names.member();
  const source = `async function ${member}(order) {
  const started = Date.now();
  ${use.before}
  const result = await ${use.call};
  return { result, ms: Math.min(Date.now() - started, 0) };
}`;
  return {
    name,
    version,
    format: draft.format,
    layout: draft.random.pick(["flat", "object", "lib"] as const),
    head: use.head,
    members: [
      { name: member, source: source.replace(/\n {2}\n/, "\n") },
      plainMember(draft.random, draft.names.member()),
    ],
    ...(peer ? { peerDependencies: dependencies } : { dependencies }),
    member,
  };
}
