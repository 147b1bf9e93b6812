/**
 * What the script of every report does: it copies the answer, opens what a link points into, and opens the
 * cards on paper where the browser's style cannot. Statements of a function whose `byId` finds an element.
 */
export const reportScript = `
  const copy = byId("copy");
  const pasted = byId("pasted");
  const copied = byId("copied");
  copy.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(pasted.value);
      copied.textContent = "Copied";
    } catch {
      pasted.hidden = false;
      pasted.select();
      copied.textContent = "Your browser does not let a file copy: the text below is selected";
    }
  });
  copy.hidden = false;
  const follow = () => {
    const target = location.hash.length > 1 ? byId(location.hash.slice(1)) : null;
    if (target === null) return;
    const foldAround = (element) => element.parentElement.closest("details");
    for (let fold = foldAround(target); fold !== null; fold = foldAround(fold)) fold.open = true;
    if (target instanceof HTMLDetailsElement) {
      target.open = true;
      target.querySelector("summary").focus();
    } else target.scrollIntoView();
  };
  addEventListener("hashchange", follow);
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[href^="#"]') : null;
    // A second click on the same link changes no hash.
    if (link === null || link.hash !== location.hash) return;
    event.preventDefault();
    follow();
  });
  follow();
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = Array.from(document.querySelectorAll("details.card:not([open])"));
    for (const each of closed) each.open = true;
  });
  addEventListener("afterprint", () => {
    for (const each of closed) each.open = false;
    closed = [];
  });
`;
