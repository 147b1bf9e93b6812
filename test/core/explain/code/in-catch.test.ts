import { describe, expect, it } from "vitest";
import { codeTextOf } from "../../../../core/explain/code/code-text.ts";
import { isInCatch } from "../../../../core/explain/code/in-catch.ts";

/** The place is where the bar is. */
const inCatch = (marked: string): boolean => {
  const text = codeTextOf(marked.replace("|", ""));
  return text !== null && isInCatch(text, marked.indexOf("|"));
};

describe("a place where an error was caught", () => {
  it.each([
    "try { a() } catch (error) { throw |new X(1) }",
    "try { a() } catch { throw |new X(1) }",
    "try { a() } catch ({ code }) { if (code) { log(); throw |new X(1) } }",
    "a().catch((error) => { throw |new X(1) })",
    "a().catch(function (error) { throw |new X(1) })",
    "a().then(b).catch((error) => Promise.reject(|new X(1)))",
    "try {} catch (e) { const f = [1, (2), {}]; throw |new X(1) }",
  ])("%s", (code) => expect(inCatch(code)).toBe(true));

  it.each([
    "throw |new X(1)",
    "try { throw |new X(1) } catch (error) { log(error) }",
    "try { a() } catch (error) { log(error) } throw |new X(1)",
    "a().catch(log); throw |new X(1)",
    "const text = 'catch (error) {'; throw |new X(1)",
    "a.catcher((x) => { throw |new X(1) })",
    "doCatch (error) { throw |new X(1) }",
  ])("not: %s", (code) => expect(inCatch(code)).toBe(false));

  it("looks no further than its limit", () => {
    expect(inCatch(`try {} catch (error) { ${"a;".repeat(20_000)} throw |new X(1) }`)).toBe(false);
  });
});
