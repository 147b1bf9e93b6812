/** The version that is there lacks a name that the code uses; or both versions do, because it is misspelt. */
import type { Draft, Fault } from "../draft.ts";
import { classMember, plainMember } from "../members.ts";
import { type Difference, versionFault } from "./version-fault.ts";

export function missingName(draft: Draft): Fault {
  return versionFault(draft, differenceOf(draft));
}

/** The packages are of one scope, in two roots. */
export function tornFamily(draft: Draft): Fault {
  const [used, user] = draft.names.family();
  return versionFault(draft, differenceOf(draft), { names: [used, user] });
}

/** The name is in neither version: a bug of whoever uses it. */
export function misspelt(draft: Draft): Fault {
  const { random, names } = draft;
  const [member, wrong] = [names.member(), names.member()];
  const right = plainMember(random, member);
  const fault = versionFault(draft, {
    member: wrong,
    call: (it) => `${it}(order)`,
    wanted: [right],
    got: [right],
  });
  return { ...fault, changed: null, before: [] };
}

function differenceOf(draft: Draft): Difference {
  const lacks = draft.random.weighted({ call: 6, constructor: 2, property: 2, method: 2, chain: 1 });
  draft.facets["error"] = lacks;
  return differences[lacks](draft);
}

function constructed(it: string): string {
  return it.startsWith("require") ? `new (${it})()` : `new ${it}()`;
}

const differences = {
  call({ random, names }: Draft) {
    const member = names.member();
    return { member, call: (it: string) => `${it}(order)`, wanted: [plainMember(random, member)], got: [] };
  },
  constructor({ names }: Draft) {
    const [member, method] = [names.class(), names.member()];
    return {
      member,
      call: (it: string) => `${constructed(it)}.${method}(order)`,
      wanted: [classMember(member, [method])],
      got: [],
    };
  },
  property({ names }) {
    const [member, key] = [names.member(), names.member()];
    return {
      member,
      call: (it) => `${it}.${key}`,
      wanted: [{ name: member, source: `const ${member} = { ${key}: 12 };` }],
      got: [],
    };
  },
  method({ names }) {
    const [member, method, old] = [names.class(), names.member(), names.member()];
    return {
      member,
      call: (it) => `${constructed(it)}.${method}(order)`,
      wanted: [classMember(member, [old, method])],
      got: [classMember(member, [old])],
    };
  },
  chain({ names }) {
    const [member, method, old] = [names.member(), names.member(), names.member()];
    const source = (methods: string) => `function ${member}(order) {\n  return { ${methods} };\n}`;
    return {
      member,
      call: (it) => `${it}(order).${method}()`,
      wanted: [{ name: member, source: source(`${old}: () => 1, ${method}: () => 2`) }],
      got: [{ name: member, source: source(`${old}: () => 1`) }],
    };
  },
} satisfies Record<string, (draft: Draft) => Difference>;
