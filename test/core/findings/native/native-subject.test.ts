import { expect, test } from "vitest";
import { latentSubject } from "../../../../core/findings/native/native-subject.ts";

const copy = { package: "n", version: "1.0.0", root: "layer", path: "/opt/n" } as const;

test("nothing is known of a file that nothing has asked for", () => {
  expect(latentSubject("/opt/n/n.node", copy, "load")).toEqual({
    path: "/opt/n/n.node",
    copy,
    outcome: "latent",
    use: "load",
    message: null,
    recovered: false,
    survived: false,
    last: false,
    sole: false,
    asked: null,
    search: null,
    offered: [],
  });
  expect(latentSubject("/opt/n/n", copy, "run", { outcome: "failed" })).toMatchObject({ outcome: "failed" });
});
