/**
 * Whether the value of a name is what the platform handed to the handler: `order` of
 * `function work(order) {…}`, where all calls of `work` in the module hand it `event`.
 * 1. The innermost function around a place has the name as a parameter, and does not assign it.
 * 2. That is the handler; or each call of the function in the module hands it, in that place, a name of which
 *    the same is true.
 * Then what is read of it comes from no package. Total and bounded: what cannot be followed is not handed over.
 */
import { firstFrom, lastBefore } from "./brackets.ts";
import type { CodeText } from "./code-text.ts";

const maxBack = 20_000;
const maxHead = 300;
const maxCalls = 10;
/** Functions that hand it on. */
const maxSteps = 2;
const identifier = /^[\w$]+$/;
const functionHead =
  /(?:([\w$]+)\s*=\s*)?(?:async\s*)?(?:function\s*\*?\s*([\w$]*)\s*)?\(([^()]*)\)\s*(?:=>)?\s*$/;

/** @param isHanded whether a name is one that nearly all code gives to what the platform hands over */
export function isHandedOver(
  text: CodeText,
  place: number,
  name: string,
  isHanded: (name: string) => boolean,
  steps = maxSteps,
): boolean {
  if (isHanded(name)) return true;
  if (!identifier.test(name)) return false;
  const around = functionAround(text, place);
  if (around === null) return false;
  const { called, parameters, start } = around;
  const index = parameters.indexOf(name);
  if (index === -1 || mayChange(text.code.slice(start, place), name)) return false;
  if (called === "handler") return true;
  const calls = steps === 0 || called === "" ? null : callsOf(text, called);
  if (calls === null || calls.length === 0) return false;
  return calls.every(({ at, given }) => {
    const value = /^\s*([\w$]+)\s*$/.exec(given[index] ?? "")?.[1];
    return value !== undefined && isHandedOver(text, at, value, isHanded, steps - 1);
  });
}

interface Around {
  /** Its name, or that of what it is assigned to; empty without one. */
  readonly called: string;
  readonly parameters: readonly string[];
  /** Of its body. */
  readonly start: number;
}

function functionAround({ code, brackets }: CodeText, place: number): Around | null {
  const first = Math.max(0, place - maxBack);
  for (let at = place - 1; at >= first; at--) {
    const char = code[at] as string;
    if (char === ")" || char === "]" || char === "}") {
      const open = brackets.opening(at);
      if (open === -1) return null;
      at = open;
    } else if (char === "{") {
      const head = code.slice(Math.max(0, at - maxHead), at);
      if (/(?:^|[^\w$.])(?:if|for|while|switch|catch|with)\s*\([^{}]*\)\s*$/.test(head)) continue;
      const [whole = "", assigned = "", own = "", given = ""] = functionHead.exec(head) ?? [];
      if (whole !== "")
        return { called: own || assigned, parameters: given.split(",").map((one) => one.trim()), start: at };
    }
  }
  return null;
}

/** It is assigned, something is put into it, or an inner function has a parameter of that name. */
function mayChange(body: string, name: string): boolean {
  const escaped = `(?<![\\w$.])${name.replaceAll("$", "\\$&")}`;
  const member = "(?:\\s{0,20}\\.\\s{0,20}[\\w$]+|\\[[^\\]]{0,80}\\])";
  const assigned = `${escaped}${member}{0,9}\\s{0,20}(?:=(?![=>])|[-+*/|&?]+=)`;
  const inner = `${escaped}\\s{0,20}(?:,[^(){};]{0,80})?\\)?\\s{0,20}=>`;
  return new RegExp(`${assigned}|${inner}`).test(body);
}

/** Null where it is used in another way than to be called. */
function callsOf({ code, brackets }: CodeText, name: string) {
  const found: { readonly at: number; readonly given: readonly string[] }[] = [];
  for (let at = code.indexOf(name); at !== -1; at = code.indexOf(name, at + 1)) {
    if (/[\w$.]/.test(code[at - 1] ?? "") || /[\w$]/.test(code[at + name.length] ?? "")) continue;
    if (/(?:^|[^\w$.])function\s*\*?\s*$/.test(code.slice(Math.max(0, at - 20), at))) continue;
    const next = firstFrom(code, at + name.length);
    if (code[next] === "=" && !/[=>]/.test(code[next + 1] ?? "")) continue;
    const end = code[next] === "(" ? brackets.after(next) : -1;
    if (end === -1 || found.length === maxCalls || code[lastBefore(code, at)] === ".") return null;
    found.push({ at, given: code.slice(next + 1, end - 1).split(",") });
  }
  return found;
}
