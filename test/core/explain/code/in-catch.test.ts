import fc from "fast-check";
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

describe("any code", () => {
  const code = fc
    .array(
      fc.constantFrom(
        ..."try { } catch ( error ) .catch( => ; new X 'text' ` ${ /* */ // \n [ ] catch{ function".split(
          " ",
        ),
      ),
      { maxLength: 60 },
    )
    .map((words) => words.join(" "));

  it("has a place in a catch where it is put into one that is whole", () => {
    const whole = code.filter((text) => {
      const read = codeTextOf(text);
      return read !== null && isBalanced(read.code) && !/[`'/]/.test(text);
    });
    fc.assert(
      fc.property(whole, whole, (before, inside) => {
        expect(inCatch(`${before}; try { a() } catch (e) { ${inside}; |new X(1) }`)).toBe(true);
        expect(inCatch(`${before}; a().catch((e) => { ${inside}; |new X(1) })`)).toBe(true);
      }),
    );
  });

  it("is read to its end, also where its brackets do not match", () => {
    fc.assert(
      fc.property(code, fc.nat(400), (source, place) => {
        const text = codeTextOf(source);
        if (text !== null) expect(isInCatch(text, place)).toBeTypeOf("boolean");
      }),
      { numRuns: 1_000 },
    );
  });
});

function isBalanced(code: string): boolean {
  const open: string[] = [];
  for (const char of code) {
    if ("([{".includes(char)) open.push(char);
    else if (")]}".includes(char) && "([{"[")]}".indexOf(char)] !== open.pop()) return false;
  }
  return open.length === 0;
}
