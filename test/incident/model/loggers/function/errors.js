/** The errors that every shape logs. Each is thrown here, so that the innermost frame is known. */
const rates = {};

export class QuoteError extends Error {
  name = "QuoteError";
}

/** Its class does not set `name`, as most classes do not. */
export class LookupFailure extends Error {}

function caught(work) {
  try {
    work();
  } catch (error) {
    return error;
  }
}

const convert = () => rates.convertAll([1]);
const refuse = () => {
  throw Object.assign(new Error("connect ECONNREFUSED 10.0.0.1:5432"), { code: "ECONNREFUSED", port: 5432 });
};
const quote = () => {
  throw new QuoteError("no quote for order 7", { cause: caught(convert) });
};
const lookUp = () => {
  throw new LookupFailure("no such order");
};
const wrapTwice = () => {
  throw new Error("the order was not taken", { cause: caught(quote) });
};
const all = () => {
  throw new AggregateError([caught(convert), caught(refuse)], "every supplier failed");
};

export const missing = () => caught(convert);
export const refused = () => caught(refuse);
export const wrapped = () => caught(quote);
export const unnamed = () => caught(lookUp);
export const twice = () => caught(wrapTwice);
export const aggregate = () => caught(all);
