/**
 * Sorts a table by the column whose name is clicked or chosen by the keyboard, up and then down, as a CloudWatch
 * table does. Without scripts, the tables keep their order. A cell without a value comes last, either way.
 */
export const sortScript = `
for (const table of document.querySelectorAll("table.rows")) {
  const heads = [...table.tHead.rows[0].cells];
  const textIn = (row, at) => row.cells[at].dataset.value ?? row.cells[at].textContent;
  const compare = (a, b) => {
    const [x, y] = [Number(a), Number(b)];
    return Number.isNaN(x - y) ? a.localeCompare(b, "en", { numeric: true }) : x - y;
  };
  for (const [at, head] of heads.entries()) {
    head.querySelector("button").addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      for (const other of heads) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const body = table.tBodies[0];
      const rows = [...body.rows].map((row) => ({ row, text: textIn(row, at) }));
      const isEmpty = ({ text }) => text === "";
      rows.sort((a, b) =>
        isEmpty(a) || isEmpty(b) ? isEmpty(a) - isEmpty(b) : (down ? -1 : 1) * compare(a.text, b.text));
      body.append(...rows.map(({ row }) => row));
    });
  }
}
`;
