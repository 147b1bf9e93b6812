/** Where a dashboard body does not match its schema. */
import { Ajv } from "ajv";
import { bodySchema } from "./problems/body-schema.ts";
import type { Problem } from "./problems/known.ts";

const validate = new Ajv({ allErrors: true, strict: false }).compile(bodySchema);

export function schemaProblems(body: unknown): Problem[] {
  if (validate(body)) return [];
  return (
    (validate.errors ?? [])
      // That a widget does not match its kind adds nothing to what does not match.
      .filter(({ keyword }) => keyword !== "if")
      .map(({ instancePath, message, params }) => {
        const what = params["additionalProperty"] ?? params["allowedValues"] ?? "";
        return { path: instancePath || "/", message: `${message} ${what}`.trim() };
      })
  );
}
