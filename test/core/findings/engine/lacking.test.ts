import { expect, it } from "vitest";
import type { Acceptance } from "../../../../core/findings/engine/accept.ts";
import type { Finding } from "../../../../core/findings/finding.ts";
import { analyse, got, LAMBDA_NODE_PATH, thread } from "../../support/journal.ts";
import { json, pkg } from "../../support/tree.ts";

const manifest = (range: string) => json({ name: "orders", dependencies: { rates: range } });

/** The layer's own Node folder wins over the layer's plain one. */
function lacksOf(range: string, accept: readonly Acceptance[] = []): readonly unknown[] {
  const tree = {
    function: { "package.json": manifest(range), "index.js": "const { convertAll } = require('rates')" },
    layers: [
      {
        "nodejs/node22/node_modules/rates": pkg("rates", "1.0.0", {}, { "index.js": "exports.convert = 1" }),
        "nodejs/node_modules/rates": pkg("rates", "2.0.0", {}, { "index.js": "exports.convertAll = 1" }),
      },
    ],
  };
  const records = [
    thread({ nodePath: LAMBDA_NODE_PATH }),
    got("/var/task/index.js", "rates", "/opt/nodejs/node22/node_modules/rates/index.js"),
  ];
  const { analysis } = analyse(tree, { accept });
  for (const record of records) analysis.observe(record);
  return analysis
    .settle()
    .findings.map(({ code, evidence }: Finding) => [code, "lacks" in evidence ? evidence.lacks : undefined]);
}

const lacks = [{ name: "convertAll", as: ["convertAll"], loserHas: true }];

it("adds what the importing module misses to both findings about it", () => {
  expect(lacksOf("^2.0.0")).toEqual([
    ["shadowed-package", lacks],
    ["range-violation", lacks],
  ]);
});

it("looks at nothing for a finding that is accepted", () => {
  expect(
    lacksOf("^2.0.0", [{ code: "shadowed-package", package: "rates", reason: "meant", until: null }]),
  ).toEqual([
    ["shadowed-package", null],
    ["range-violation", lacks],
  ]);
});

it("adds to two copies that meet what the one side takes from the package in between", () => {
  const [own, kit] = ["/var/task/index.js", "/opt/nodejs/node_modules/kit/index.js"];
  const { analysis, see } = analyse({
    function: {
      "package.json": json({ name: "shop", dependencies: { rates: "^1.0.0" } }),
      "index.js": "const { Orders } = require('kit'), r = require('rates'); r.all",
      "node_modules/rates": pkg("rates", "1.0.0"),
    },
    layers: [
      {
        "nodejs/node_modules/rates": pkg("rates", "1.0.0"),
        "nodejs/node_modules/kit": pkg("kit", "1.0.0", { dependencies: { rates: "^1.0.0" } }),
      },
    ],
  });
  see(
    thread({ nodePath: LAMBDA_NODE_PATH }),
    got(null, own, own),
    got(own, "rates", "/var/task/node_modules/rates/index.js"),
    got(own, "kit", kit),
    got(kit, "rates", "/opt/nodejs/node_modules/rates/index.js"),
  );
  const twice = analysis.findings.find(({ code }) => code === "duplicate-instance");
  expect(twice?.evidence).toMatchObject({ metBy: { user: "/var/task", taken: ["Orders"] } });
});
