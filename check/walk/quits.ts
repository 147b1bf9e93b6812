/**
 * Whether a module may end what loads it, when it starts: by a `throw`, or by a name that only it knows, at
 * its top or in a function of its own that is called there. And what such names begin with.
 */
import type { AnyNode } from "./syntax.ts";

const maxNoted = 1_000;
const maxStems = 50;
const maxLength = 214;
const stem = /^(?:@[\w.-]+\/|(?:@[\w.-]+\/)?[\w.-]+[-/])$/;

export class Quits {
  /** The functions that end it; null for its top. */
  readonly #ends = new Set<string | null>();
  /** The functions that ask for names which only they know. */
  readonly #asks = new Set<string | null>();
  /** Function -> those that it calls. */
  readonly #calls = new Map<string | null, Set<string>>();
  readonly #stems = new Set<string>();

  addEnd(inside: string | null): void {
    if (this.#ends.size < maxNoted) this.#ends.add(inside);
  }

  /** @param isCaught its failure ends nothing */
  addAsking(inside: string | null, isCaught: boolean): void {
    if (this.#asks.size < maxNoted) this.#asks.add(inside);
    if (!isCaught) this.addEnd(inside);
  }

  addCall(inside: string | null, name: string): void {
    if (name === "" || inside === "" || this.#calls.size >= maxNoted) return;
    const called = this.#calls.get(inside) ?? new Set();
    this.#calls.set(inside, called);
    if (called.size < maxNoted) called.add(name);
  }

  /** `@scope/name-${platform}` */
  addName(template: AnyNode): void {
    const [first] = template["quasis"] as readonly { readonly value: { readonly cooked?: string | null } }[];
    const text = first?.value.cooked ?? "";
    if (this.#stems.size < maxStems && text.length <= maxLength && text.length > 2 && stem.test(text))
      this.#stems.add(text);
  }

  /**
   * Null where it does not end what loads it. None where that has nothing to do with the names that it puts
   * together: another function asks for those.
   */
  get stems(): readonly string[] | null {
    const reached = new Set<string | null>([null]);
    // Those that are added meanwhile come too.
    for (const each of reached) for (const name of this.#calls.get(each) ?? []) reached.add(name);
    const ends = [...reached].filter((each) => this.#ends.has(each));
    if (ends.length === 0) return null;
    return ends.some((each) => this.#asks.has(each)) ? [...this.#stems] : [];
  }
}
