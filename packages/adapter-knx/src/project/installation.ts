import { type ObjectTerms, objectTerms } from "./communication-objects.js";
import type { ProjectFunction } from "./knx-project.js";
import { readXml, type XmlListener } from "./xml.js";

/** What `0.xml` of a project has, by its own ids. */
export interface Installation {
  readonly addresses: ReadonlyMap<string, ListedAddress>;
  readonly functions: readonly (Omit<ProjectFunction, "members"> & {
    readonly members: readonly { readonly role: string; readonly refId: string }[];
  })[];
  readonly links: readonly ObjectLink[];
}

/** A group address as it is listed. */
export interface ListedAddress {
  readonly address: number;
  readonly name: string;
  readonly description: string;
  readonly ranges: readonly string[];
  readonly datapointType: string | undefined;
  readonly isSecured: boolean;
}

/** An object of a device, and the addresses that it has. */
export interface ObjectLink {
  /** Id of the device's hardware program. */
  readonly program: string;
  /** Id of the object's reference, as a whole or below its program. */
  readonly refId: string;
  readonly terms: ObjectTerms;
  /** Ids of the addresses, as a whole or below the project. */
  readonly addresses: readonly string[];
}

/** Reads the addresses, functions and links of a project. @throws {UsageError} WOT_ARGUMENT */
export async function readInstallation(bytes: Uint8Array, name: string): Promise<Installation> {
  const reader = new InstallationReader();
  await readXml(bytes, name, reader);
  return reader;
}

type Attributes = ReadonlyMap<string, string>;

class InstallationReader implements XmlListener, Installation {
  readonly addresses = new Map<string, ListedAddress>();
  readonly functions: Installation["functions"][number][] = [];
  readonly links: ObjectLink[] = [];
  readonly #ranges: string[] = [];
  readonly #spaces: string[] = [];
  #program = "";
  /** An object whose addresses are told by elements, before ETS 5.7. */
  #object: { readonly attributes: Attributes; readonly addresses: string[] } | undefined;
  #members: { readonly role: string; readonly refId: string }[] = [];

  open(name: string, attributes: Attributes): void {
    const text = (attribute: string): string => attributes.get(attribute) ?? "";
    switch (name) {
      case "GroupRange":
        this.#ranges.push(text("Name"));
        return;
      case "GroupAddress":
        this.#address(attributes);
        return;
      case "Space":
      case "BuildingPart":
        this.#spaces.push(text("Name"));
        return;
      case "Function":
        this.#members = [];
        this.functions.push({
          id: text("Id"),
          name: text("Name"),
          type: text("Type"),
          spaces: [...this.#spaces],
          members: this.#members,
        });
        return;
      case "GroupAddressRef":
        this.#members.push({ role: text("Role"), refId: text("RefId") });
        return;
      case "DeviceInstance":
        this.#program = text("Hardware2ProgramRefId");
        return;
      case "ComObjectInstanceRef":
        this.#object = {
          attributes,
          addresses: text("Links")
            .split(" ")
            .filter((each) => each !== ""),
        };
        return;
      case "Send":
      case "Receive":
        this.#object?.addresses.push(text("GroupAddressRefId"));
    }
  }

  close(name: string): void {
    if (name === "GroupRange") this.#ranges.pop();
    if (name === "Space" || name === "BuildingPart") this.#spaces.pop();
    if (name === "ComObjectInstanceRef") this.#link();
  }

  #address(attributes: Attributes): void {
    const address = Number(attributes.get("Address"));
    const id = attributes.get("Id");
    if (id === undefined || !Number.isInteger(address) || address < 1 || address > 0xffff) return;
    const datapointType = attributes.get("DatapointType")?.split(" ")[0];
    this.addresses.set(id, {
      address,
      name: attributes.get("Name") ?? "",
      description: attributes.get("Description") ?? "",
      ranges: [...this.#ranges],
      datapointType: datapointType === "" ? undefined : datapointType,
      isSecured: attributes.get("Security") !== "Off" && (attributes.has("Key") || attributes.get("Security") === "On"),
    });
  }

  #link(): void {
    const object = this.#object;
    this.#object = undefined;
    if (object === undefined || object.addresses.length === 0) return;
    this.links.push({
      program: this.#program,
      refId: object.attributes.get("RefId") ?? "",
      terms: objectTerms(object.attributes),
      addresses: object.addresses,
    });
  }
}
