/**
 * What SEARCH looks for: `{namespace,dimension,…} terms`, of metrics that have exactly the dimensions in the
 * braces.
 *
 * Known terms: `Property="text"` (exact), `Property=text` (by token), `Property=(a OR b)`, a bare word or
 * quoted text (in any property), in parentheses, with OR, AND and NOT. Property is MetricName, Namespace or a
 * dimension's name. Source: Amazon CloudWatch User Guide, "CloudWatch search expression syntax".
 */
import { ExpressionError } from "./expression.ts";

export interface Search {
  readonly namespace: string;
  readonly dimensions: readonly string[];
  /** Null where every metric of the schema is meant. */
  readonly term: Term | null;
}

export type Term =
  /** `property` is null where any may hold the text; `exact` for a text in quotes. */
  | {
      readonly kind: "text";
      readonly property: string | null;
      readonly text: string;
      readonly exact: boolean;
    }
  | { readonly kind: "not"; readonly term: Term }
  | { readonly kind: "and" | "or"; readonly terms: readonly Term[] };

/** Deeper than any widget nests, far from the end of the stack. */
const maxDepth = 50;

/** @throws ExpressionError */
export function parseSearch(text: string): Search {
  const schema = /^\s*\{([^{}]*)\}(.*)$/s.exec(text);
  if (schema === null) throw new ExpressionError("SEARCH has no {namespace,dimensions} at its beginning");
  const [, inner = "", terms = ""] = schema;
  const [namespace = "", ...dimensions] = inner.split(",").map(nameOf);
  return { namespace, dimensions, term: new Parser(terms).whole() };
}

/** The metrics named by `MetricName="…"`. */
export function metricsOf({ term }: Search): string[] {
  return term === null
    ? []
    : textsOf(term).flatMap(({ property, text, exact }) =>
        property === "MetricName" && exact ? [text] : [],
      );
}

function textsOf(term: Term): (Term & { kind: "text" })[] {
  if (term.kind === "text") return [term];
  return term.kind === "not" ? textsOf(term.term) : term.terms.flatMap(textsOf);
}

/**
 * Quotes are needed around a name that is not only letters and digits; AWS's own namespaces need none, in
 * AWS's own examples.
 */
function nameOf(part: string): string {
  const text = part.trim();
  const quoted = /^"([^"]+)"$/.exec(text)?.[1];
  if (quoted !== undefined) return quoted;
  if (!/^(AWS\/)?[A-Za-z0-9]+$/.test(text))
    throw new ExpressionError(`${text || "an empty name"} in the braces of SEARCH needs quotes`);
  return text;
}

interface Token {
  readonly text: string;
  readonly quoted: boolean;
}

class Parser {
  readonly #tokens: readonly Token[];
  #next = 0;
  #depth = 0;

  constructor(terms: string) {
    if ((terms.match(/"/g)?.length ?? 0) % 2 !== 0)
      throw new ExpressionError("a quote of SEARCH is not closed");
    this.#tokens = [...terms.matchAll(/"([^"]*)"|[()=]|[^\s()="]+/g)].map(([whole, quoted]) => ({
      text: quoted ?? whole,
      quoted: quoted !== undefined,
    }));
  }

  whole(): Term | null {
    if (this.#tokens.length === 0) return null;
    const term = this.#either();
    if (this.#isNext(")")) throw new ExpressionError("the parentheses of SEARCH do not match");
    return term;
  }

  #either(): Term {
    const terms = [this.#all()];
    while (this.#takes("OR")) terms.push(this.#all());
    return joined("or", terms);
  }

  /** Terms side by side are joined by AND. */
  #all(): Term {
    const terms = [this.#one()];
    for (;;) {
      const isTold = this.#takes("AND");
      if (!isTold && (this.#next === this.#tokens.length || this.#isNext(")") || this.#isNext("OR")))
        return joined("and", terms);
      terms.push(this.#one());
    }
  }

  #one(): Term {
    if (++this.#depth > maxDepth)
      throw new ExpressionError(`the terms of SEARCH are nested deeper than ${maxDepth}`);
    try {
      if (this.#takes("NOT")) return { kind: "not", term: this.#one() };
      if (this.#takes("(")) return this.#closed(this.#either());
      const { text, quoted } = this.#text();
      return this.#takes("=") ? this.#property(text) : { kind: "text", property: null, text, exact: quoted };
    } finally {
      this.#depth--;
    }
  }

  #property(property: string): Term {
    const value = (): Term => {
      const { text, quoted } = this.#text();
      return { kind: "text", property, text, exact: quoted };
    };
    if (!this.#takes("(")) return value();
    const values = [value()];
    while (this.#takes("OR")) values.push(value());
    return this.#closed(joined("or", values));
  }

  #closed(term: Term): Term {
    if (!this.#takes(")")) throw new ExpressionError("the parentheses of SEARCH do not match");
    return term;
  }

  #text(): Token {
    const token = this.#tokens[this.#next++];
    if (token === undefined) throw new ExpressionError("SEARCH ends too early");
    if (!token.quoted && /^[()=]$/.test(token.text))
      throw new ExpressionError(`${token.text} is not expected in SEARCH`);
    return token;
  }

  #isNext(sign: string): boolean {
    const token = this.#tokens[this.#next];
    return token !== undefined && !token.quoted && token.text === sign;
  }

  #takes(sign: string): boolean {
    const isNext = this.#isNext(sign);
    if (isNext) this.#next++;
    return isNext;
  }
}

function joined(kind: "and" | "or", terms: readonly Term[]): Term {
  const [only] = terms;
  return terms.length === 1 && only !== undefined ? only : { kind, terms };
}
