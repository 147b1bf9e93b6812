/** The version that is there lacks a name that the code uses. */
import { collideVersions, versionsApart } from "../collisions/version.ts";
import type { Draft, Fault } from "../draft.ts";
import { classMember, packageBetween, plainMember } from "../members.ts";
import type { Member, PackagePlan } from "../package-files.ts";
import { faultOf, stepOf } from "../steps.ts";
import { styles, useOf } from "../uses.ts";

interface Lack {
  /** What the code names first. */
  readonly member: string;
  readonly call: (expression: string) => string;
  /** In both versions, and in the wanted one alone. */
  readonly shared: readonly Member[];
  readonly wanted: readonly Member[];
  readonly got: readonly Member[];
}

export function missingName(draft: Draft): Fault {
  const { random, names, format } = draft;
  const what = random.weighted({ call: 6, constructor: 2, property: 2, method: 2, chain: 1 });
  draft.facets["lacks"] = what;
  const lack = lacks[what](draft);
  const versions = versionsApart(random);
  const common = Array.from({ length: random.between(1, 3) }, () => plainMember(random, names.member()));
  const plan = {
    name: names.package(),
    format: format === "module" && random.chance(0.5) ? "module" : "commonjs",
    layout: random.pick(["flat", "object", "lib"] as const),
  } as const satisfies Partial<PackagePlan>;
  const wanted = {
    ...plan,
    version: versions.wanted,
    members: [...common, ...lack.shared, ...lack.wanted],
  };
  const got = { ...plan, version: versions.got, members: [...common, ...lack.shared, ...lack.got] };
  const isBetween = random.chance(0.4);
  const between = isBetween ? betweenOf(draft, plan.name, versions.range, lack) : null;
  const gated = random.chance(0.7);
  const use = between === null ? draft.use(plan.name, lack.member) : draft.use(between.name, between.member);
  const call = between === null ? lack.call(use.expression) : `${use.expression}(order)`;
  draft.steps.push(stepOf(draft, use, call, gated));
  const cause = collideVersions(draft, { wanted, got, range: versions.range, between });
  return faultOf(cause);
}

function betweenOf(draft: Draft, name: string, range: string, { member, call }: Lack) {
  const style = draft.random.pick(styles[draft.format]);
  const { head, before, expression } = useOf(draft.format, style, name, member, 20);
  const use = { head, before, call: call(expression) };
  return packageBetween(draft, { use, dependencies: { [name]: range } });
}

const constructed = (it: string): string => (it.startsWith("require") ? `new (${it})()` : `new ${it}()`);

const lacks = {
  call({ random, names }: Draft) {
    const member = names.member();
    return {
      member,
      call: (it: string) => `${it}(order)`,
      shared: [],
      wanted: [plainMember(random, member)],
      got: [],
    };
  },
  constructor({ names }: Draft) {
    const [member, method] = [names.class(), names.member()];
    return {
      member,
      call: (it: string) => `${constructed(it)}.${method}(order)`,
      shared: [],
      wanted: [classMember(member, [method])],
      got: [],
    };
  },
  property({ names }) {
    const [member, key] = [names.member(), names.member()];
    return {
      member,
      call: (it: string) => `${it}.${key}`,
      shared: [],
      wanted: [{ name: member, source: `const ${member} = { ${key}: 12 };` }],
      got: [],
    };
  },
  method({ names }) {
    const [member, method, old] = [names.class(), names.member(), names.member()];
    return {
      member,
      call: (it: string) => `${constructed(it)}.${method}(order)`,
      shared: [],
      wanted: [classMember(member, [old, method])],
      got: [classMember(member, [old])],
    };
  },
  chain({ names }) {
    const [member, method, old] = [names.member(), names.member(), names.member()];
    const source = (methods: string) => `function ${member}(order) {\n  return { ${methods} };\n}`;
    return {
      member,
      call: (it: string) => `${it}(order).${method}()`,
      shared: [],
      wanted: [{ name: member, source: source(`${old}: () => 1, ${method}: () => 2`) }],
      got: [{ name: member, source: source(`${old}: () => 1`) }],
    };
  },
} satisfies Record<string, (draft: Draft) => Lack>;
