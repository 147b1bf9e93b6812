/** What team A shares with every service of the shop. */
const { z } = require("zod");

const codeSchema = z.string().length(4);

/** A pickup code is only ever stored as its hash; bcrypt is loaded when the first one is due. */
exports.hashPickupCode = async (code) => {
  try {
    return await require("bcrypt").hash(codeSchema.parse(code), 4);
  } catch (error) {
    return `none: ${error.message}`;
  }
};
