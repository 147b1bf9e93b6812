/** Plausible names, none of which shows the role of its bearer. Each is given once. */
import type { Random } from "./random.ts";

const packages = [
  "rate-table",
  "order-lines",
  "price-book",
  "ship-quote",
  "tax-zones",
  "cart-math",
  "geo-lookup",
  "invoice-parts",
  "mail-render",
  "coupon-kit",
  "stock-view",
  "phone-forms",
  "slug-parts",
  "date-spans",
  "unit-scale",
  "csv-rows",
  "flat-keys",
  "queue-feed",
  "page-tokens",
  "hash-ring",
  "text-tools",
  "address-book",
  "tiny-store",
  "event-sink",
  "label-maker",
  "gift-notes",
  "parcel-size",
  "return-slips",
  "loyalty-points",
  "basket-rules",
  "vat-numbers",
  "iban-check",
  "locale-data",
  "money-split",
  "route-plan",
  "@acme/pricing",
  "@acme/events",
  "@acme/models",
  "@acme/http",
  "@acme/audit",
  "@shop/catalog",
  "@shop/errors",
  "@shop/session",
  "@shop/search",
  "@shop/files",
  "@depot/picking",
  "@depot/bins",
  "@depot/labels",
  "@harbor/auth",
  "@harbor/config",
  "@harbor/flags",
  "@harbor/store",
] as const;

const verbs = [
  "convert",
  "format",
  "parse",
  "sum",
  "split",
  "load",
  "merge",
  "resolve",
  "collect",
  "describe",
  "round",
  "apply",
  "plan",
  "list",
  "find",
  "build",
  "encode",
  "group",
  "reserve",
  "quote",
  "rank",
  "trim",
] as const;

const nouns = [
  "Lines",
  "Order",
  "Totals",
  "Rates",
  "Items",
  "Zones",
  "Parts",
  "Labels",
  "Entries",
  "Prices",
  "Terms",
  "Slots",
  "Fields",
  "Batch",
  "Notes",
  "Units",
  "Stock",
  "Routes",
  "Points",
  "Amounts",
] as const;

const classes = [
  "PriceBook",
  "QuoteDesk",
  "LineReader",
  "OrderView",
  "StockRoom",
  "RatePlan",
  "PartList",
  "NoteWriter",
  "ZoneMap",
  "BatchJob",
  "LabelSheet",
  "PointLedger",
  "SlotTable",
  "TermSheet",
  "UnitScale",
  "RouteFinder",
] as const;

const functions = [
  "checkout",
  "orders",
  "quotes",
  "invoices",
  "billing",
  "shipping",
  "returns",
  "catalog",
  "basket",
  "pricing",
  "stock",
  "audit",
  "exports",
  "reports",
  "payments",
  "signups",
] as const;

export class Names {
  readonly #random: Random;
  readonly #given = new Set<string>();

  constructor(random: Random) {
    this.#random = random;
  }

  package(): string {
    return this.#fresh(() => this.#random.pick(packages));
  }

  /** Of one scope: `@depot/bins` and `@depot/labels`. */
  family(): readonly [string, string] {
    const scope = this.#random.pick(["@acme", "@shop", "@depot", "@harbor"]);
    const members = packages.filter((name) => name.startsWith(`${scope}/`) && !this.#given.has(name));
    const [first, second] = this.#random.shuffled(members);
    if (first === undefined || second === undefined) throw new Error(`no two names left in ${scope}`);
    this.#given.add(first).add(second);
    return [first, second];
  }

  member(): string {
    return this.#fresh(() => this.#random.pick(verbs) + this.#random.pick(nouns));
  }

  class(): string {
    return this.#fresh(() => this.#random.pick(classes));
  }

  function(): string {
    return this.#random.pick(functions);
  }

  #fresh(choose: () => string): string {
    for (let times = 0; times < 10_000; times++) {
      const name = choose();
      if (this.#given.has(name)) continue;
      this.#given.add(name);
      return name;
    }
    throw new Error("no name is left");
  }
}

/** The name as a variable of a program: `@shop/errors` is `errors`, `rate-table` is `rateTable`. */
export function variableOf(name: string): string {
  const last = name.slice(name.lastIndexOf("/") + 1).replace(/\.\w+$/, "");
  return last.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
