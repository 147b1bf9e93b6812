/**
 * Credentials of known shape, taken out of text that others wrote: error messages, specifiers, ranges, names.
 * Each pattern begins with a literal and goes on with one bounded or self-limiting class, so a text of n
 * characters costs O(n) however it is built. What has no known shape cannot be seen: the first defence is
 * that only the module loader's messages are kept at all (admit.ts).
 *
 * Sources of the shapes: AWS IAM user guide (unique identifiers), RFC 6750, 7519 and 7468, and the token
 * formats that GitHub, npm, Slack, Stripe and Google document for secret scanning.
 */

/** What replaces a credential. */
export const scrubbed = "[scrubbed]";

/** One expression, written in parts. Bundles that do not scrub omit those that are marked as pure. */
function joined(parts: readonly RegExp[], separator: "" | "|", flags: string): RegExp {
  return new RegExp(parts.map(({ source }) => source).join(separator), flags);
}

/** A text without one of these holds nothing that the patterns below look for. Nearly every text is one. */
const suspicious = /* @__PURE__ */ joined(
  [
    /:\/\/|[?&][\w.-]+=|data:|eyJ|-----BEGIN/,
    /AKIA|ASIA|ABIA|ACCA|IQoJ|FwoG|FQoG/,
    /gh[pousr]_|github_pat_|glpat-|npm_|xox[a-z]-|xapp-|[srp]k_(?:live|test)_|whsec_|sk-|AIza|ya29\./,
    /bearer|basic|pass|pwd|secret|token|key|credential|authorization/,
  ],
  "|",
  "i",
);

const tokens: readonly RegExp[] = [
  // Private key blocks, also cut off before their end; a line feed may be written as two characters.
  /* @__PURE__ */ joined(
    [
      /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/,
      /(?:[A-Za-z0-9+/=\s:,.]|\\[nr]|-(?!----))*/,
      /(?:-----END [A-Z0-9 ]{0,40}-----)?/,
    ],
    "",
    "g",
  ),
  // JSON Web Tokens, also the first part alone.
  /\beyJ[\w-]{10,}(?:\.[\w-]*){0,4}/g,
  /\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{8,}/g,
  // Session tokens of AWS STS.
  /\b(?:IQoJ|FwoG|FQoG)[A-Za-z0-9+/=%]{40,}/g,
  /\b(?:gh[pousr]_[A-Za-z0-9]{16,}|github_pat_\w{16,}|glpat-[\w-]{10,}|npm_[A-Za-z0-9]{20,})/g,
  /\b(?:xox[a-z]-[\w-]{10,}|xapp-[\w-]{10,})/g,
  /\b(?:[srp]k_(?:live|test)_[A-Za-z0-9]{10,}|whsec_[A-Za-z0-9+/=]{16,})/g,
  /\bsk-(?:(?:proj|ant|svcacct|live)-[\w-]{16,}|[A-Za-z0-9]{32,})/g,
  /\b(?:AIza[\w-]{20,}|ya29\.[\w-]{16,})/g,
];

/** `Bearer` and a value: one with a digit, since prose has the word too. */
const scheme = /\b(bearer|basic)(\s{1,4})([\w.~+/=-]{8,})/gi;

/**
 * A name that says what its value is, and the value. Names are bounded so that a long run of word characters
 * is not tried from each of its places.
 */
const named = /* @__PURE__ */ new RegExp(
  "((?:pass(?:word|wd|phrase)?|pwd|secret|token|api[_-]?key|access[_-]?key|accountkey|private[_-]?key|" +
    "client[_-]?key|signature|credentials?|authorization)" +
    "(?:[_-]?(?:access)?[_-]?(?:key|id|value|token|string))?[\"']?)" +
    "(\\s{0,4}[=:]\\s{0,4})([\"']?)" +
    "((?:(?:bearer|basic|token)\\s{1,4})?[^\\s\"',;&]{6,})",
  "gi",
);

/** From `://` to where a URL ends in a text. */
const url = /:\/\/[^\s"'<>\\`]+/g;

/** The source that a data URL is, up to the end: it may hold any character. */
const dataUrl = /\bdata:[\w.+/-]{0,100}(?:;[\w.+=-]{1,60}){0,5},(?!…).*/gs;

/** The text with each credential of known shape replaced. Total and linear. */
export function scrub(text: string): string {
  if (!suspicious.test(text)) return text;
  let clean = text.replace(dataUrl, withoutSource).replace(url, withoutUrlSecrets);
  for (const token of tokens) clean = clean.replace(token, scrubbed);
  return clean
    .replace(scheme, (all, word, blank, value) => (/\d/.test(value) ? `${word}${blank}${scrubbed}` : all))
    .replace(named, (all, name, equals, quote, value) =>
      value.startsWith("[scrubbed") ? all : `${name}${equals}${quote}${scrubbed}`,
    );
}

/** A specifier names a module; its query does not, and a data URL is source text. */
export function scrubSpecifier(specifier: string): string {
  const clean = scrub(specifier);
  const end = clean.indexOf("?");
  return end === -1 ? clean : `${clean.slice(0, end)}${cut}`;
}

const cut = "?…";

function withoutSource(found: string): string {
  return found.slice(0, found.indexOf(",") + 1).concat("…");
}

/**
 * User information and query go, and a fragment that holds values; host, path, a tag (`#v1.2`) and a stack
 * frame's place in the file stay.
 */
function withoutUrlSecrets(found: string): string {
  const end = found.search(/[?#]/);
  const address = end === -1 ? found : found.slice(0, end);
  const rest = end === -1 ? "" : found.slice(end);
  const slash = address.indexOf("/", separator.length);
  const at = address.lastIndexOf("@", slash === -1 ? address.length : slash);
  const user = address.slice(separator.length, Math.max(at, separator.length));
  const kept = user === "" || user === "git" ? address : `${separator}${scrubbed}${address.slice(at)}`;
  if (rest === "" || (rest.startsWith("#") && !rest.includes("="))) return kept + rest;
  return `${kept}${cut}${/:\d{1,9}:\d{1,9}\)?$/.exec(rest)?.[0] ?? ""}`;
}

const separator = "://";
