import { expect, it } from "vitest";
import { builderOf } from "../../../build/release/provenance.ts";

it("names the workflow that built it", () => {
  expect(
    builderOf({
      GITHUB_SERVER_URL: "https://github.com",
      GITHUB_REPOSITORY: "shop/outcrop",
      GITHUB_WORKFLOW_REF: "shop/outcrop/.github/workflows/release.yml@refs/tags/v1.0.0",
      GITHUB_RUN_ID: "42",
      GITHUB_RUN_ATTEMPT: "2",
    }),
  ).toEqual({
    id: "https://github.com/shop/outcrop/.github/workflows/release.yml@refs/tags/v1.0.0",
    invocation: "https://github.com/shop/outcrop/actions/runs/42/attempts/2",
    repository: "https://github.com/shop/outcrop",
  });
});

it("claims no one where no one is known", () => {
  expect(builderOf({})).toEqual({ id: "urn:outcrop:builder:local", invocation: null, repository: null });
});
