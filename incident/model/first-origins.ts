/** The raw line, first in time, behind each of a bounded number of claims. */
import type { Origin } from "./model.ts";

const maxClaims = 10_000;

export class FirstOrigins<Claim> {
  readonly #origins = new Map<Claim, Origin>();

  tell(claim: Claim, at: number, origin: () => Origin): void {
    const known = this.#origins.get(claim);
    if (known === undefined ? this.#origins.size < maxClaims : at < (known.at ?? at))
      this.#origins.set(claim, origin());
  }

  of(claim: Claim): Origin | null {
    return this.#origins.get(claim) ?? null;
  }
}
