import fc from "fast-check";
import { expect, test } from "vitest";
import {
  accountPermission,
  missingPermissions,
  organisationPermission,
  publicPermission,
} from "../../../command/publish/permission.ts";
import { statementOf } from "./fake-aws.ts";

const permissions = [
  accountPermission("111111111111"),
  accountPermission("222222222222"),
  organisationPermission("o-a1b2c3d4e5"),
  publicPermission,
];

test("the missing permissions are those wanted and not granted, under any id and in any partition", () => {
  const region = fc.constantFrom("us-east-1", "us-gov-west-1", "cn-north-1");
  fc.assert(
    fc.property(
      fc.subarray(permissions),
      fc.subarray(permissions),
      region,
      fc.string(),
      (wanted, granted, where, id) => {
        const Statement = granted.map(({ principal, organisation }) =>
          statementOf(where, id, principal, organisation),
        );
        expect(missingPermissions(wanted, { Statement })).toEqual(
          wanted.filter((permission) => !granted.includes(permission)),
        );
      },
    ),
  );
});

test.each([
  ["a denial", { Effect: "Deny" }],
  ["another action", { Action: "lambda:InvokeFunction" }],
  ["a condition of another kind", { Condition: { IpAddress: { "aws:SourceIp": "192.0.2.0/24" } } }],
  [
    "a further condition",
    {
      Condition: {
        StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5", "aws:RequestedRegion": "us-east-1" },
      },
    },
  ],
  [
    "a second organisation",
    { Condition: { StringEquals: { "aws:PrincipalOrgID": ["o-a1b2c3d4e5", "o-other12345"] } } },
  ],
  ["a role of the account", { Principal: { AWS: "arn:aws:iam::111111111111:role/x" } }],
  ["a service", { Principal: { Service: "lambda.amazonaws.com" } }],
])("%s grants nothing that is wanted", (_, difference) => {
  const Statement = permissions.map(({ principal, organisation }) => ({
    ...(statementOf("us-east-1", "x", principal, organisation) as object),
    ...difference,
  }));
  expect(missingPermissions(permissions, { Statement })).toEqual(permissions);
});

test("principals in a list count", () => {
  const statement = {
    Effect: "Allow",
    Action: ["lambda:GetLayerVersion"],
    Principal: { AWS: ["arn:aws:iam::111111111111:root", "222222222222"] },
  };
  expect(missingPermissions(permissions, { Statement: [statement] })).toEqual(permissions.slice(2));
});

test("whatever the policy is, it answers or throws an Error", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.json().map((text) => JSON.parse(text)),
        fc.record({ Statement: fc.array(fc.jsonValue()) }),
      ),
      (policy) => {
        try {
          expect(missingPermissions(permissions, policy)).toEqual(permissions);
        } catch (error) {
          expect((error as Error).message).toBe("the layer version's policy holds no statements");
        }
      },
    ),
  );
});
