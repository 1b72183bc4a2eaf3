/**
 * The script of the page: hides the rows that do not have the words of the field, and says how many are left. Without it the field
 * is not there, and nothing else is missing.
 */
export const htmlScript = `
const field = document.querySelector("#words");
const count = document.querySelector("#count");
const rows = [...document.querySelectorAll("details.row")].map((row) => [row, row.textContent.toLowerCase()]);
const filter = () => {
  const words = field.value.toLowerCase().split(" ").filter(Boolean);
  let left = 0;
  for (const [row, text] of rows) {
    row.classList.toggle("filtered", !words.every((word) => text.includes(word)));
    if (!row.classList.contains("filtered")) left += 1;
  }
  count.textContent = words.length === 0 ? "" : left + " of " + rows.length;
};
field.closest("label").hidden = false;
field.addEventListener("input", filter);
filter();
`;
