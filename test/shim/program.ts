/** A program that must see the same with the shim and without. */
export interface Program {
  readonly about: string;
  readonly files: Readonly<Record<string, string>>;
  /** Default main.cjs. */
  readonly main?: string;
  readonly flags?: readonly string[];
}

/** A package with exports that are refused and that are invalid. */
export const somePackage = {
  "node_modules/some/package.json":
    '{ "name": "some", "version": "1.0.0", "exports": { ".": "./index.js", "./no": null, "./bad": "bad" } }',
  "node_modules/some/index.js": "exports.some = __filename;",
};
