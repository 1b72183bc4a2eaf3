import { groupAddress } from "../bus/address.js";
import type { KnxProject, ProjectAddress } from "./knx-project.js";
import { readXml } from "./xml.js";

/** Reads group addresses as ETS exports them in XML (`GroupAddress-Export`). @throws {UsageError} WOT_ARGUMENT */
export async function readAddressExport(bytes: Uint8Array): Promise<KnxProject> {
  const addresses: ProjectAddress[] = [];
  const problems: string[] = [];
  const ranges: string[] = [];
  await readXml(bytes, "the export", {
    open(name, attributes) {
      const text = (attribute: string): string => attributes.get(attribute) ?? "";
      if (name === "GroupRange") ranges.push(text("Name"));
      if (name !== "GroupAddress") return;
      const address = groupAddress(text("Address"));
      if (address === undefined) problems.push(`${text("Name")}: ${text("Address")} is no group address`);
      else addresses.push(exported(address, attributes, [...ranges]));
    },
    close(name) {
      if (name === "GroupRange") ranges.pop();
    },
  });
  return { name: "Group addresses", addresses, functions: [], problems };
}

function exported(address: number, attributes: ReadonlyMap<string, string>, ranges: readonly string[]): ProjectAddress {
  const [datapointType = ""] = (attributes.get("DPTs") ?? "").split(/[ ,]/);
  return {
    address,
    name: attributes.get("Name") ?? "",
    description: attributes.get("Description") ?? "",
    ranges,
    datapointType: datapointType === "" ? undefined : datapointType,
    answers: undefined,
    takes: undefined,
    isSecured: attributes.get("Security") === "On",
  };
}
