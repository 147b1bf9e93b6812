/**
 * The first argument of SEARCH: `{Namespace,Dimension,…} terms`. A metric matches when its dimension names are exactly those in the braces and every
 * term matches: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/search-expression-syntax.html
 *
 * Known terms: `Property="text"` (exact), `Property=text` (by token), a bare word or quoted text (in any property), in parentheses, with OR, AND and
 * NOT. Property is MetricName, Namespace or a dimension's name.
 */
import { DashboardError } from "./dashboard-error.ts";
import type { Metric } from "./metric.ts";

type Test = (metric: Metric) => boolean;

export function parseSearch(query: string): Test {
  const braces = /^\s*\{([^}]*)\}/.exec(query);
  if (braces === null) throw new DashboardError(`SEARCH without {namespace,dimensions}: ${query}`);
  const [namespace, ...names] = (braces[1] as string).split(",").map((part) => unquoted(part.trim()));
  const wanted = names.sort().join("\0");
  const term = new Terms(tokensOf(query.slice(braces[0].length)), query).parse();
  return (metric) => metric.namespace === namespace && Object.keys(metric.dimensions).sort().join("\0") === wanted && term(metric);
}

interface Token {
  readonly text: string;
  readonly quoted: boolean;
}

function tokensOf(text: string): Token[] {
  return [...text.matchAll(/"([^"]*)"|([()=])|([^\s()="]+)/g)].map(([whole, quoted]) => ({
    text: quoted ?? whole,
    quoted: quoted !== undefined,
  }));
}

class Terms {
  readonly #tokens: Token[];
  readonly #query: string;

  constructor(tokens: Token[], query: string) {
    this.#tokens = tokens;
    this.#query = query;
  }

  parse(): Test {
    const test = this.#tokens.length === 0 ? () => true : this.#either();
    if (this.#tokens.length > 0) throw new DashboardError(`SEARCH: ${this.#tokens[0]?.text} is not expected in ${this.#query}`);
    return test;
  }

  #either(): Test {
    const tests = [this.#all()];
    while (this.#takes("OR")) tests.push(this.#all());
    return (metric) => tests.some((test) => test(metric));
  }

  /** Terms side by side are joined by AND. */
  #all(): Test {
    const tests = [this.#one()];
    for (;;) {
      this.#takes("AND");
      const next = this.#tokens[0];
      if (next === undefined || (!next.quoted && (next.text === ")" || next.text === "OR"))) break;
      tests.push(this.#one());
    }
    return (metric) => tests.every((test) => test(metric));
  }

  #one(): Test {
    if (this.#takes("NOT")) {
      const test = this.#one();
      return (metric) => !test(metric);
    }
    if (this.#takes("(")) {
      const test = this.#either();
      if (!this.#takes(")")) throw new DashboardError(`SEARCH: a parenthesis is not closed in ${this.#query}`);
      return test;
    }
    const first = this.#token();
    if (!this.#takes("="))
      return (metric) => [metric.name, metric.namespace, ...Object.entries(metric.dimensions).flat()].some((text) => holds(text, first));
    if (this.#takes("(")) {
      const values = [this.#token()];
      while (!this.#takes(")")) {
        this.#takes("OR");
        values.push(this.#token());
      }
      return (metric) => values.some((value) => holds(propertyOf(metric, first.text), value));
    }
    const value = this.#token();
    return (metric) => holds(propertyOf(metric, first.text), value);
  }

  #token(): Token {
    const token = this.#tokens.shift();
    if (token === undefined) throw new DashboardError(`SEARCH: the query ends too early: ${this.#query}`);
    return token;
  }

  #takes(text: string): boolean {
    const [next] = this.#tokens;
    if (next === undefined || next.quoted || next.text !== text) return false;
    this.#tokens.shift();
    return true;
  }
}

function propertyOf(metric: Metric, property: string): string {
  if (property === "MetricName") return metric.name;
  if (property === "Namespace") return metric.namespace;
  return Object.hasOwn(metric.dimensions, property) ? (metric.dimensions[property] as string) : "";
}

/** Quoted text must be the whole; a word must be one of the words, where case does not matter. */
function holds(text: string, { text: wanted, quoted }: Token): boolean {
  if (quoted) return text === wanted;
  return text === wanted || words(text).includes(wanted.toLowerCase());
}

/** A name is split at what is no letter or digit, and where lower case turns to upper. */
function words(text: string): string[] {
  return text
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/);
}

function unquoted(text: string): string {
  return text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1) : text;
}
