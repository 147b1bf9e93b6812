/** What the handler does with an error of its work, and how it is logged. */
import type { Draft } from "./draft.ts";
import { loggers } from "./loggers.ts";

export interface Handling {
  readonly heads: readonly string[];
  /** The statements of the handler, around `work(event)`. */
  readonly body: string;
  readonly files: Readonly<Record<string, string>>;
  readonly logFormat: "Text" | "JSON";
}

/** @param isFinal the error ends the process or the time: nothing can handle it */
export async function handlingOf(draft: Draft, isFinal: boolean): Promise<Handling> {
  const { random, facets } = draft;
  const way = isFinal
    ? "thrown"
    : random.weighted({ thrown: 8, wrapped: 2, aggregated: 1, answered: 6, "wrapped-answered": 1 });
  const logFormat = random.chance(0.2) ? "JSON" : "Text";
  facets["handling"] = way;
  facets["log-format"] = logFormat;
  const own = `class ${names.wrapper} extends Error {\n  name = '${names.wrapper}';\n}`;
  switch (way) {
    case "thrown":
      return { heads: [], body: "return work(event);", files: {}, logFormat };
    case "wrapped":
      return { heads: [own], body: caught(wrap), files: {}, logFormat };
    case "aggregated":
      return { heads: [], body: aggregated, files: {}, logFormat };
    case "answered":
    case "wrapped-answered": {
      const isWrapped = way === "wrapped-answered";
      const logger = random.weighted(weights);
      facets["logger"] = logger;
      const { head, call, files } = await loggers[logger](draft.format);
      const answer = "return { statusCode: 500, body: JSON.stringify({ message: 'Internal error' }) };";
      const inner = caught(wrap).replaceAll("\n", "\n  ");
      const body = isWrapped
        ? `try {\n    ${inner}\n  } catch (error) {\n    ${call}\n    ${answer}\n  }`
        : caught(`${call}\n    ${answer}`);
      return { heads: [...(isWrapped ? [own] : []), ...head], body, files, logFormat };
    }
  }
}

const names = { wrapper: "RequestError" } as const;

const wrap = `throw new ${names.wrapper}('could not do the work for ' + event.id, { cause: error });`;

const caught = (statements: string): string => `try {
    return await work(event);
  } catch (error) {
    ${statements}
  }`;

const aggregated = `const results = await Promise.allSettled([work(event)]);
  const reasons = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
  if (reasons.length > 0)
    throw new AggregateError(reasons, reasons.length + ' of ' + results.length + ' failed');
  return results[0].value;`;

const weights = {
  console: 4,
  "console-stack": 1,
  "console-message": 1,
  "console-log": 0.5,
  pino: 2,
  powertools: 2,
  winston: 2,
  bunyan: 1,
  nothing: 1,
} as const;
