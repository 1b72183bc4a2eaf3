const start = "<!-- made by npm run implementation-report -->";
const end = "<!-- until here -->";

/** What stands on the page between the marks. */
export function countsIn(page: string): string {
  return page.slice(page.indexOf(start) + start.length, page.indexOf(end)).trim();
}

/** The page with `counts` between the marks. */
export function withCounts(page: string, counts: string): string {
  return `${page.slice(0, page.indexOf(start) + start.length)}\n\n${counts}\n\n${page.slice(page.indexOf(end))}`;
}
