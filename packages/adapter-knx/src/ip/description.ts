import { individualAddressText } from "../bus/address.js";
import { decodeEndpoint, type Endpoint } from "./endpoint.js";

/** What an interface says of itself. */
export interface InterfaceDescription {
  /** What its owner calls it. */
  readonly name: string;
  readonly individualAddress: string;
  /** Whether it gives tunnels. */
  readonly tunnels: boolean;
  /** Whether it speaks by TCP too: since the second version of KNXnet/IP. */
  readonly speaksTcp: boolean;
}

/** An interface that was found. */
export interface FoundInterface extends InterfaceDescription {
  readonly endpoint: Endpoint;
}

const deviceInformation = 1;
const supportedServices = 2;
const core = 2;
const tunnelling = 4;

/** What a search brings. `undefined` for what is no answer. @see KNX Standard 03_08_02 §7.6.2 */
export function decodeSearchAnswer(body: Uint8Array): FoundInterface | undefined {
  const endpoint = decodeEndpoint(body);
  const description = endpoint === undefined ? undefined : decodeDescription(body.subarray(8));
  return endpoint === undefined || description === undefined ? undefined : { ...description, endpoint };
}

/** What an interface answers when it is asked for its description. @see KNX Standard 03_08_02 §7.7.2, §7.5.4 */
export function decodeDescription(body: Uint8Array): InterfaceDescription | undefined {
  let device: Pick<InterfaceDescription, "name" | "individualAddress"> | undefined;
  const versions = new Map<number, number>();
  for (let at = 0; at + 2 <= body.length; at += body[at]!) {
    const [length, type] = [body[at]!, body[at + 1]!];
    if (length < 2 || at + length > body.length) return undefined;
    const block = body.subarray(at + 2, at + length);
    if (type === deviceInformation && block.length >= 52) device = deviceOf(block);
    if (type === supportedServices)
      for (let row = 0; row + 2 <= block.length; row += 2) versions.set(block[row]!, block[row + 1]!);
  }
  if (device === undefined) return undefined;
  return { ...device, tunnels: versions.has(tunnelling), speaksTcp: (versions.get(core) ?? 0) >= 2 };
}

function deviceOf(block: Uint8Array): Pick<InterfaceDescription, "name" | "individualAddress"> {
  const name = block.subarray(22, 52);
  const end = name.indexOf(0);
  const shown = String.fromCharCode(...name.subarray(0, end < 0 ? name.length : end));
  return {
    // What cannot be shown is no part of a name.
    name: shown.replaceAll(/[^\x20-\x7e\xa0-\xff]/g, ""),
    individualAddress: individualAddressText((block[2]! << 8) | block[3]!),
  };
}
