/**
 * What V8 or Node's linker says is missing. Their sentences have fixed forms: V8's
 * src/common/message-template.h, where `%` is an expression as the source writes it
 * (src/ast/prettyprinter.cc, CallPrinter), and Node's lib/internal/modules/esm/module_job.js. In such an
 * expression `(...)` is a call, `(intermediate value)` is what has no name, and `(0 , a.b)` is a call that
 * compilers detach from its object.
 *
 * A sentence of any other form was thrown on purpose. Total, and bounded by the length of the text.
 */
export interface MissingName {
  readonly kind:
    | "not-a-function"
    | "not-a-constructor"
    | "undefined-property"
    | "not-exported"
    | "not-defined"
    | "not-iterable"
    | "other";
  /** The name looked for; null where the message has none. */
  readonly name: string | null;
  /**
   * What it was looked for in, as the source writes it (`rates` of `rates.convertAll`); null for a bare name.
   */
  readonly of: string | null;
  /** Of `not-exported`: the module that was asked, as the source writes it. */
  readonly specifier: string | null;
}

type Kind = MissingName["kind"];

const maxText = 2_048;
const maxExpression = 300;

/** V8 gives its own errors these names; Lambda's client renames a SyntaxError of the handler's module. */
const engineErrors: ReadonlySet<string> = new Set([
  "TypeError",
  "ReferenceError",
  "SyntaxError",
  "RangeError",
  "Runtime.UserCodeSyntaxError",
]);

/** Forms that end in an expression's fate. Group 1 is the expression. */
const expressions: readonly (readonly [RegExp, Kind])[] = [
  [/^(.+) is not a function(?: or its return value is not (?:async )?iterable)?$/s, "not-a-function"],
  [/^(.+) is not a constructor$/s, "not-a-constructor"],
  [
    /^(.+) is not (?:async )?iterable(?: \(cannot read property Symbol\(Symbol\.(?:asyncI|i)terator\)\))?$/s,
    "not-iterable",
  ],
  [/^(.+) is not defined$/s, "not-defined"],
  [/^Method (.+) called on incompatible receiver /s, "other"],
];

/** Forms that quote a name. The groups are `name`, `of` and `specifier`. The shim's bundle omits them. */
const quotes: readonly (readonly [RegExp, Kind])[] = [
  [
    /^Cannot (?:read|set) properties of (?:undefined|null)(?: \((?:read|sett)ing '(?<name>.*)'\))?$/s,
    "undefined-property",
  ],
  [
    /^Cannot destructure property '(?<name>.*)' of '(?<of>.*)' as it is (?:undefined|null)\.$/s,
    "undefined-property",
  ],
  [/^Cannot destructure '(?<of>.*)' as it is (?:undefined|null)\.$/s, "undefined-property"],
  [
    /^The requested module '(?<specifier>[^']+)' does not provide an export named '(?<name>[^']+)'$/,
    "not-exported",
  ],
  [
    /* @__PURE__ */ new RegExp(
      "^The requested module '(?<specifier>[^']+)' contains conflicting star exports " +
        "for name '(?<name>[^']+)' with the previous requested module ",
    ),
    "not-exported",
  ],
  [
    /* @__PURE__ */ new RegExp(
      "^Named export '(?<name>[^']+)' not found\\. " +
        "The requested module '(?<specifier>[^']+)' is a CommonJS(?: module|$)",
    ),
    "not-exported",
  ],
  [/^Class extends value (?:undefined $|.* is not a constructor or null$)/s, "not-a-constructor"],
  [/^Super constructor .* of anonymous class is not a constructor$/s, "not-a-constructor"],
  [/^Cannot access '(?<name>[^']+)' before initialization$/, "other"],
  [/^Right-hand side of 'instanceof' is not (?:callable|an object)$/, "other"],
  [/^Invalid left-hand side (?:in|expression in) /, "other"],
  [/^Class constructor \S+ cannot be invoked without 'new'$/, "other"],
  [/^Assignment to constant variable\.$/, "other"],
  [/^Cannot convert undefined or null to object$/, "other"],
  [
    /^Cannot (?:read|write) private member \S+ (?:from|to) an object whose class did not declare it$/,
    "other",
  ],
  [/^Receiver must be (?:an instance of )?\S+$/, "other"],
];

/** What V8 calls a value that has no name in the source: `number 5`, `object null`. */
const value = /^(?:undefined|null|#<.*>|\(intermediate value\)|-?\d.*|".*")$/s;
const typedValue = /^(?:object|number|string|boolean|bigint|symbol) /;
const identifier = /^[\p{ID_Start}$_][\p{ID_Continue}$]{0,99}$/u;

/** Null for a message that neither V8 nor Node's linker writes. */
export function missingNameOf(error: {
  readonly name: string;
  readonly message: string | null;
}): MissingName | null {
  const { name, message } = error;
  if (message === null || message.length > maxText || !engineErrors.has(name)) return null;
  const text = message.startsWith("SyntaxError: ") ? message.slice("SyntaxError: ".length) : message;
  for (const [form, kind] of quotes) {
    const groups = form.exec(text);
    if (groups !== null) return quoted(kind, groups.groups ?? {});
  }
  for (const [form, kind] of expressions) {
    const expression = form.exec(text)?.[1];
    if (expression !== undefined) return isExpression(expression) ? expressed(kind, expression) : null;
  }
  return null;
}

function isValue(text: string): boolean {
  return typedValue.test(text) || value.test(text);
}

export function isIdentifier(text: string): boolean {
  return identifier.test(text);
}

function quoted(
  kind: Kind,
  { name, of, specifier }: Readonly<Record<string, string | undefined>>,
): MissingName {
  return {
    kind,
    name: name !== undefined && isIdentifier(name) ? name : null,
    of: of === undefined || isValue(of) ? null : sourceOf(of),
    specifier: specifier ?? null,
  };
}

function expressed(kind: Kind, expression: string): MissingName {
  const plain = detached(expression);
  const nothing = { kind, name: null, of: null, specifier: null };
  if (isValue(plain)) return nothing;
  const at = lastMember(plain);
  if (at === -1)
    return isIdentifier(plain) ? { ...nothing, name: plain } : { ...nothing, of: sourceOf(plain) };
  const name = plain.slice(at).replace(/^\??\./, "");
  return { ...nothing, name: isIdentifier(name) ? name : null, of: sourceOf(plain.slice(0, at)) };
}

/** A string in the source is left out: it may hold anything. */
function sourceOf(expression: string): string | null {
  return expression.length <= maxExpression && /^[\p{ID_Continue}$.?()[\], ]+$/u.test(expression)
    ? expression
    : null;
}

/** `(0 , a.b)` -> `a.b` */
function detached(expression: string): string {
  return /^\(0 ?, ?([^()]*)\)$/.exec(expression)?.[1] ?? expression;
}

/** Where the last `.x`, `?.x`, `[x]` or `(...)` of a chain begins; -1 where it has none. */
function lastMember(chain: string): number {
  let depth = 0;
  for (let at = chain.length - 1; at > 0; at--) {
    const char = chain[at];
    if (char === ")" || char === "]") depth++;
    else if (char === "(" || char === "[") {
      depth--;
      if (depth === 0 && chain.endsWith(char === "(" ? ")" : "]")) return at;
    } else if (char === "." && depth === 0) return chain[at - 1] === "?" ? at - 1 : at;
  }
  return -1;
}

/**
 * Does it read as an expression that V8 prints? It has blanks only inside brackets and quotes, and before the
 * value of a `number 5`. A sentence of a person has them between words.
 */
function isExpression(text: string): boolean {
  if (text.length > maxExpression) return false;
  return isValue(text) || !/\s/.test(text.replaceAll(/"[^"]*"|\([^()]*\)|\[[^[\]]*\]/g, ""));
}
