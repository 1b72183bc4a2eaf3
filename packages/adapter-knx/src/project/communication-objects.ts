import { readXml } from "./xml.js";

/** What an application program says of an object of a device; absent what another place says. */
export interface ObjectTerms {
  readonly read?: boolean;
  readonly write?: boolean;
  readonly communication?: boolean;
  readonly datapointType?: string;
}

/** Objects of application programs, by the ids by which devices refer to them. */
export type ObjectCatalogue = ReadonlyMap<string, ObjectTerms>;

/** Reads the objects of one application program. @throws {UsageError} WOT_ARGUMENT */
export async function readObjects(bytes: Uint8Array, name: string): Promise<ObjectCatalogue> {
  const objects = new Map<string, ObjectTerms>();
  const references = new Map<string, { readonly of: string; readonly terms: ObjectTerms }>();
  await readXml(bytes, name, {
    open(element, attributes) {
      const id = attributes.get("Id");
      if (id === undefined) return;
      if (element === "ComObject") objects.set(id, objectTerms(attributes));
      const of = attributes.get("RefId");
      if (element === "ComObjectRef" && of !== undefined) references.set(id, { of, terms: objectTerms(attributes) });
    },
    close() {},
  });
  return new Map([...references].map(([id, { of, terms }]) => [id, { ...objects.get(of), ...terms }]));
}

/** What the attributes of an object, or of what refers to it, say. */
export function objectTerms(attributes: ReadonlyMap<string, string>): ObjectTerms {
  const read = flagOf(attributes.get("ReadFlag"));
  const write = flagOf(attributes.get("WriteFlag"));
  const communication = flagOf(attributes.get("CommunicationFlag"));
  const named = attributes.get("DatapointType")?.split(" ")[0] ?? "";
  // An object of one bit can be nothing else, also where its maker says no more.
  const datapointType = named === "" && attributes.get("ObjectSize") === "1 Bit" ? "DPT-1" : named;
  return {
    ...(read !== undefined && { read }),
    ...(write !== undefined && { write }),
    ...(communication !== undefined && { communication }),
    ...(datapointType !== "" && { datapointType }),
  };
}

const flagOf = (text: string | undefined): boolean | undefined =>
  text === "Enabled" ? true : text === "Disabled" ? false : undefined;

/** Reads which application program each hardware program of a manufacturer has. @throws {UsageError} WOT_ARGUMENT */
export async function readHardware(bytes: Uint8Array, name: string): Promise<ReadonlyMap<string, string>> {
  const programs = new Map<string, string>();
  let hardware = "";
  await readXml(bytes, name, {
    open(element, attributes) {
      if (element === "Hardware2Program") hardware = attributes.get("Id") ?? "";
      const program = attributes.get("RefId");
      if (element === "ApplicationProgramRef" && program !== undefined) programs.set(hardware, program);
    },
    close() {},
  });
  return programs;
}
