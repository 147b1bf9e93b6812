/** Why a query has no answer, in words for whoever asked. */
export class QueryError extends Error {
  override readonly name = "QueryError";
}
