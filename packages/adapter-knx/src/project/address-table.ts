import { UsageError } from "@thingwright/errors";
import { groupAddress } from "../bus/address.js";
import { readDelimited } from "./delimited-text.js";
import type { KnxProject, ProjectAddress } from "./knx-project.js";

/** Columns of an export, by what their headings are in several languages. */
const headings = {
  address: /^(address|adresse|dirección|indirizzo|adres)$/i,
  description: /^(description|beschreibung|descripción|descrizione|omschrijving)$/i,
  datapointType: /^(datapoint ?type|datenpunkttyp|dpt|dpts|type de données)$/i,
  security: /^(security|sicherheit|sécurité)$/i,
};

/**
 * Reads group addresses as ETS exports them in a table (CSV with headings): one column for names, or one for each level.
 *
 * @throws {UsageError} WOT_ARGUMENT for what has no column of addresses
 */
export function readAddressTable(bytes: Uint8Array): KnxProject {
  const [heading = [], ...rows] = readDelimited(decoded(bytes));
  const column = (name: keyof typeof headings): number => heading.findIndex((each) => headings[name].test(each.trim()));
  const [address, description, datapointType, security] = [
    column("address"),
    column("description"),
    column("datapointType"),
    column("security"),
  ];
  if (address < 1) throw new UsageError("WOT_ARGUMENT", "the table has no column with the heading Address");
  const ranges = new Map<string, string>();
  const addresses: ProjectAddress[] = [];
  const problems: string[] = [];
  for (const row of rows) {
    const text = (row[address] ?? "").trim();
    const name = nameOf(row.slice(0, address));
    const number = groupAddress(text);
    if (number !== undefined) {
      addresses.push({
        address: number,
        name,
        description: row[description]?.trim() ?? "",
        ranges: rangesOf(text, ranges),
        datapointType: row[datapointType]?.trim().split(/[ ,]/)[0] || undefined,
        answers: undefined,
        takes: undefined,
        isSecured: /^on$/i.test(row[security]?.trim() ?? ""),
      });
    } else if (/^\d+(\/(\d+|-|\*))*$/.test(text)) ranges.set(text.replaceAll(/\/[-*]/g, ""), name);
    else problems.push(`${name}: ${JSON.stringify(text.slice(0, 40))} is no group address`);
  }
  return { name: "Group addresses", addresses, functions: [], problems };
}

/** Of columns for each level, the last that has something. */
const nameOf = (cells: readonly string[]): string =>
  cells.map((each) => each.trim()).findLast((each) => each !== "") ?? "";

/** Names of the groups that `1/2/3` is in: of `1` and of `1/2`. */
function rangesOf(text: string, ranges: ReadonlyMap<string, string>): readonly string[] {
  const levels = text.split("/");
  return levels.slice(0, -1).flatMap((_, index) => ranges.get(levels.slice(0, index + 1).join("/")) ?? []);
}

/** Older versions of ETS write in the code page of Western Europe. */
function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}
