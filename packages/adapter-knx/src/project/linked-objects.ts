import type { ObjectCatalogue, ObjectTerms } from "./communication-objects.js";
import type { ObjectLink } from "./installation.js";

/** What all objects of an address say together. */
export interface AddressTerms {
  readonly answers: boolean;
  readonly takes: boolean;
  readonly datapointType: string | undefined;
}

/** What objects of devices say of the addresses that they have. */
export class LinkedObjects {
  readonly #terms = new Map<string, AddressTerms>();

  /** Adds objects of devices that have one application program. */
  add(links: readonly ObjectLink[], program: string, catalogue: ObjectCatalogue): void {
    for (const { refId, terms, addresses } of links) {
      const all = { ...catalogue.get(definitionOf(refId, program)), ...terms };
      for (const address of addresses) this.#add(shortId(address), all);
    }
  }

  /** Of the address with that id; `undefined` where no device has it. */
  of(id: string): AddressTerms | undefined {
    return this.#terms.get(shortId(id));
  }

  #add(id: string, { read = false, write = false, communication = true, datapointType }: ObjectTerms): void {
    const before = this.#terms.get(id);
    this.#terms.set(id, {
      answers: before?.answers === true || (read && communication),
      takes: before?.takes === true || (write && communication),
      datapointType: moreExact(before?.datapointType, datapointType),
    });
  }
}

/** `DPST-1-1` says more than `DPT-1`. */
const moreExact = (one: string | undefined, other: string | undefined): string | undefined =>
  one === undefined || (one.startsWith("DPT-") && other?.startsWith(`${one.replace("DPT", "DPST")}-`)) ? other : one;

/** `P-0600-0_GA-1` and `GA-1` are the same. */
const shortId = (id: string): string => id.slice(id.lastIndexOf("_") + 1);

/**
 * The id in the program of an object that a device refers to: an instance of a module (`MD-1_M-2_MI-1_O-3-0_R-4`) has that of its
 * definition (`MD-1_O-3-0_R-4`).
 */
function definitionOf(refId: string, program: string): string {
  const own = refId.replace(/_M-\d+_MI-\d+/g, "");
  return own.startsWith("M-") && own.includes("_A-") ? own : `${program}_${own}`;
}
