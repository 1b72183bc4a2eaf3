import { UsageError } from "@thingwright/errors";

/** Rows of one file. */
const maxRows = 100_000;

/** Rows of text with delimiters, `;`, `,` or tabs, whichever its first line has most of; cells may be quoted (RFC 4180). */
export function readDelimited(text: string): readonly (readonly string[])[] {
  const [first = ""] = text.split(/\r?\n/, 1);
  const delimiter = [";", ",", "\t"].sort((one, other) => first.split(other).length - first.split(one).length)[0]!;
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = "";
  let isQuoted = false;
  const endCell = (): void => {
    row.push(cell);
    cell = "";
  };
  const endRow = (): void => {
    endCell();
    if (row.some((each) => each !== "")) rows.push(row);
    if (rows.length > maxRows) throw new UsageError("WOT_ARGUMENT", `the table has more than ${maxRows} rows`);
    row = [];
  };
  for (let at = 0; at < text.length; at++) {
    const character = text[at]!;
    if (isQuoted && character === '"' && text[at + 1] === '"') {
      cell += '"';
      at += 1;
    } else if (character === '"' && (isQuoted || cell === "")) isQuoted = !isQuoted;
    else if (isQuoted) cell += character;
    else if (character === delimiter) endCell();
    else if (character === "\n") endRow();
    else if (character !== "\r") cell += character;
  }
  endRow();
  return rows;
}
