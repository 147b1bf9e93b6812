/**
 * Runs a program of Pulumi with Pulumi's own mocks in place of its engine, and prints what it makes as JSON.
 * The test copies it next to the program, where Node finds the packages.
 */
import * as pulumi from "@pulumi/pulumi";

const made = [];
await pulumi.runtime.setMocks(
  {
    newResource: async ({ name, type, inputs }) => {
      // A promise, which JSON does not show.
      const path = await inputs.code?.path;
      made.push({ name, type, inputs: path === undefined ? inputs : { ...inputs, code: { path } } });
      return { id: `${name}-id`, state: { ...inputs, name, arn: `arn:${name}` } };
    },
    call: ({ inputs }) => inputs,
  },
  "orders",
  "dev",
);
await import("./index.ts");
// Resources are made in turns of the event loop, after the program's end.
process.once("beforeExit", () => process.stdout.write(JSON.stringify(made)));
