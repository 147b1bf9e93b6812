/** Placeholder until merged. */
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
  /** What it was looked for in, as the source writes it (`rates` of `rates.convertAll`); null for a bare name. */
  readonly of: string | null;
  /** Of `not-exported`. */
  readonly specifier: string | null;
}

export function missingNameOf({
  name,
  message,
}: {
  name: string;
  message: string | null;
}): MissingName | null {
  if (message === null) return null;
  const called = /^(?:\(0 , )?([\w$.()]*?)\.?([\w$]+)\)?(?:\(\.\.\.\))? is not a (function|constructor)/.exec(
    message,
  );
  if (called !== null && name === "TypeError")
    return {
      kind: called[3] === "function" ? "not-a-function" : "not-a-constructor",
      name: called[2] ?? null,
      of: called[1] || null,
      specifier: null,
    };
  const read = /^Cannot read propert(?:y|ies) of (?:undefined|null) \(reading '([^']+)'\)/.exec(message);
  if (read !== null && name === "TypeError")
    return { kind: "undefined-property", name: read[1] ?? null, of: null, specifier: null };
  const exported = /The requested module '([^']+)' does not provide an export named '([^']+)'/.exec(message);
  if (exported !== null)
    return { kind: "not-exported", name: exported[2] ?? null, of: null, specifier: exported[1] ?? null };
  return null;
}
