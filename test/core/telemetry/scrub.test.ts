import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { scrub, scrubbed, scrubSpecifier } from "../../../core/telemetry/scrub.ts";

/** Assembled here, so that no scanner takes this file for a leak. */
const joined = (...parts: string[]): string => parts.join("");
const letters = "A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8S9t0";

/** Shape -> an example, whole. */
const credentials: Record<string, string> = {
  "an AWS access key id": joined("AK", "IAIOSFODNN7EXAMPLE"),
  "a temporary access key id": joined("AS", "IAIOSFODNN7EXAMPLE"),
  "an STS session token": joined("IQoJ", "b3JpZ2luX2VjE", letters, letters, "=="),
  "a JSON Web Token": joined("ey", "JhbGciOiJIUzI1NiJ9.", "eyJzdWIiOiIxMjM0In0.", letters),
  "a GitHub token": joined("gh", "p_", letters.slice(0, 36)),
  "a fine-grained GitHub token": joined("github", "_pat_", letters),
  "a GitLab token": joined("glp", "at-", letters.slice(0, 20)),
  "an npm token": joined("np", "m_", letters.slice(0, 36)),
  "a Slack token": joined("xo", "xb-1234567890-", letters.slice(0, 24)),
  "a Stripe key": joined("sk", "_live_", letters.slice(0, 24)),
  "a webhook's secret": joined("wh", "sec_", letters.slice(0, 32)),
  "a Google key": joined("AI", "za", letters.slice(0, 35)),
  "an API key": joined("sk", "-proj-", letters.slice(0, 36)),
  "a private key": joined(
    "-----BEGIN RSA PRI",
    `VATE KEY-----\nMII${letters}\n${letters}==\n-----END RSA PRI`,
    "VATE KEY-----",
  ),
};

/** Text -> the part that must go. */
const inContext: readonly (readonly [string, string])[] = [
  [`aws_secret_access_key = wJalr/${letters}`, `wJalr/${letters}`],
  [`{"secretAccessKey":"wJalr+${letters}"}`, `wJalr+${letters}`],
  [`AWS_SESSION_TOKEN=${letters}`, letters],
  [`SecretString: '${letters}'`, letters],
  [`Authorization: Bearer ${letters}`, letters],
  [`sent with Bearer ${letters}.`, letters],
  [`Basic ${letters}==`, letters],
  ["Server=db;User=sa;Password=hunter2hunter2;Encrypt=true", "hunter2hunter2"],
  ["postgres://admin:hunter2@db.example.com:5432/orders", "hunter2"],
  ["redis://:hun)ter2@cache:6379/0", "hun)ter2"],
  ["https://hunter2@registry.example.com/pkg", "hunter2"],
  ["see https://example.com/a?sig=hunter2&x=1 for more", "hunter2"],
  ["https://example.com/callback#access_token=hunter2", "hunter2"],
  ["git+https://user:hunter2@github.com/a/b.git#v1.2.3", "hunter2"],
  [`//registry.example/:_authToken=${letters}`, letters],
  ["data:text/javascript,const password = 'hunter2'; 'a b'\nhunter2", "hunter2"],
  ["data:;base64,aHVudGVyMg==", "aHVudGVyMg"],
];

const useful = [
  "^1.2.3 || >=2.0.0-beta.1 <3",
  "npm:@scope/name@^1.0.0",
  "git+ssh://git@github.com/a/b.git#v1.2.3",
  "git+https://github.com/a/b.git#semver:^1.0.0",
  "https://packages.example/@scope/name/-/name-1.0.0.tgz",
  "/var/task/node_modules/@aws-sdk/client-secrets-manager/dist-cjs/index.js",
  "/var/task/node_modules/.pnpm/jsonwebtoken@9.0.2/node_modules/jsonwebtoken/index.js",
  "sha512-v2kDEe57lecTulaDIuNTPy3Ry4gLGJ6Z1O3vE1krgXZNrsQ+LFTGHVxVjcXPs17LhbZVGedAJv8XZ1tvj5FvSg==",
  "sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=",
  "0f1e2d3c4b5a6978",
  "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
  "Cannot find module 'token-bucket'\nRequire stack:\n- /var/task/secret/key.js",
  "/var/task/a.node: undefined symbol: _ZN2v811HandleScopeC1EPNS_7IsolateE",
  "/lib64/libc.so.6: version `GLIBC_2.38' not found (required by /var/task/npm_config_cache/a.node)",
  "at async Basic.authentication (file:///var/task/token.mjs:10:5)",
  "Unexpected token } in JSON at position 5",
  "basic authentication, bearer authentication and the secret of its passing",
  "requires key: zod",
  "@smithy/signature-v4 sk-learn-for-node-and-other-things",
];

describe("scrub", () => {
  it.each(Object.entries(credentials))(
    "takes out %s, bare, in prose, quoted and in an assignment",
    (_name, credential) => {
      for (const text of [
        credential,
        `it is ${credential} here`,
        `"${credential}"`,
        `x=${credential}`,
        `(${credential})`,
        `${credential}\nnext`,
      ]) {
        const clean = scrub(text);
        expect(clean).toContain(scrubbed);
        for (const line of credential.split("\n").filter((line) => !line.startsWith("---")))
          expect(clean).not.toContain(line);
      }
    },
  );

  it("takes out what was cut off before its end", () => {
    for (const credential of Object.values(credentials)) {
      for (let length = credential.length; length > credential.length * 0.7; length--) {
        expect(scrub(`at ${credential.slice(0, length)}`)).not.toContain(credential.slice(0, length));
      }
    }
  });

  it.each(inContext)("%s", (text, secret) => {
    expect(scrub(text)).not.toContain(secret);
  });

  it.each(useful)("leaves as it is: %s", (text) => {
    expect(scrub(text)).toBe(text);
  });

  it("keeps a URL's host and path, and a frame's place", () => {
    expect(scrub("postgres://admin:hunter2@db.example.com:5432/orders")).toBe(
      `postgres://${scrubbed}@db.example.com:5432/orders`,
    );
    expect(scrub("at file:///var/task/a.mjs?v=17:10:5")).toBe("at file:///var/task/a.mjs?…:10:5");
    expect(scrub("at f (file:///var/task/a.mjs?v=17:10:5)")).toBe("at f (file:///var/task/a.mjs?…:10:5)");
  });

  const piece = fc.oneof(
    fc.constantFrom(...Object.values(credentials), ...inContext.map(([text]) => text), ...useful),
    fc.constantFrom(
      "://",
      "@",
      "?",
      "#",
      "=",
      "data:",
      ",",
      "secret",
      "token=",
      "Bearer ",
      "-----BEGIN ",
      "eyJ",
      "'",
      '"',
      " ",
      "\n",
      "\\",
      "…",
    ),
    fc.string({ unit: "binary", maxLength: 20 }),
  );
  const texts = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(""));

  it("takes each out wherever it is between blanks, whatever else is there", () => {
    const others = fc.array(fc.oneof(fc.constantFrom(...useful), fc.string({ maxLength: 30 })), {
      maxLength: 4,
    });
    fc.assert(
      fc.property(
        others,
        fc.constantFrom(...Object.values(credentials)),
        others,
        (before, credential, after) => {
          expect(scrub([...before, credential, ...after].join(" "))).not.toContain(credential);
        },
      ),
    );
  });

  it("answers anything, and with little more than it was given", () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(scrub(text).length).toBeLessThanOrEqual(text.length * 2 + 100);
      }),
      { numRuns: 2_000 },
    );
  });

  // No duration is measured: what is quadratic in 300 KB does not come back within the test's limit.
  it.each([
    "://",
    "://a@",
    "secret",
    "secret=",
    "token: ",
    "?key",
    "data:",
    "data:a;",
    "-----BEGIN ",
    "-----BEGIN PRIVATE KEY-----",
    "-----BEGIN PRIVATE KEY-----\\n-",
    "eyJ",
    "eyJa.",
    "bearer ",
    "AKIA",
    "passwordpwd",
    "a",
    "_",
    "authorization: bearer ",
    "https://a?b#c:1:1",
  ])("costs no more than the length of %j many times over", (unit) => {
    const text = unit.repeat(Math.ceil(300_000 / unit.length));
    expect(typeof scrub(text)).toBe("string");
    expect(typeof scrub(`${text}!`)).toBe("string");
  });
});

describe("scrubSpecifier", () => {
  it.each([
    ["./a.js", "./a.js"],
    ["#internal/a", "#internal/a"],
    ["@scope/name/sub.js", "@scope/name/sub.js"],
    ["./a.mjs?token=hunter2", "./a.mjs?…"],
    ["https://u:p@host/a.js?x#y", `https://${scrubbed}@host/a.js?…`],
    ["data:text/javascript,secret", "data:text/javascript,…"],
    ["data:text/javascript;charset=utf-8;base64,c2VjcmV0", "data:text/javascript;charset=utf-8;base64,…"],
  ])("%s -> %s", (specifier, clean) => {
    expect(scrubSpecifier(specifier)).toBe(clean);
    expect(scrubSpecifier(clean)).toBe(clean);
  });
});
