import middy from "@middy/core";
import httpCors from "@middy/http-cors";
import httpErrorHandler from "@middy/http-error-handler";
import jsonBodyParser from "@middy/http-json-body-parser";
import validator from "@middy/validator";
import { transpileSchema } from "@middy/validator/transpile";

const eventSchema = transpileSchema({ type: "object" });

export const handler = middy()
  .use(jsonBodyParser({ disableContentTypeError: true }))
  .use(validator({ eventSchema }))
  .use(httpCors())
  .use(httpErrorHandler())
  .handler(async () => ({ statusCode: 200, body: "ok" }));
