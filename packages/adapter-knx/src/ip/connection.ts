import { decodeEndpoint, type Endpoint, encodeEndpoint } from "./endpoint.js";

/** What an interface answers to a request to connect. */
export type ConnectAnswer =
  | {
      readonly status: 0;
      readonly channel: number;
      /** Where messages of the channel go. */
      readonly data: Endpoint;
      /** Individual address that the tunnel has on the bus. */
      readonly address: number;
    }
  | { readonly status: number; readonly channel?: undefined };

/** A tunnel on the link layer. @see KNX Standard 03_08_04 §4.4.3 */
const tunnelOnLinkLayer = [4, 4, 2, 0];

export const encodeConnect = (local: Endpoint, isTcp: boolean): Uint8Array => {
  const endpoint = encodeEndpoint(local, isTcp);
  return Uint8Array.from([...endpoint, ...endpoint, ...tunnelOnLinkLayer]);
};

/** `undefined` for what is no answer. @see KNX Standard 03_08_02 §7.8.2 */
export function decodeConnectAnswer(body: Uint8Array): ConnectAnswer | undefined {
  const [channel, status] = body;
  if (channel === undefined || status === undefined) return undefined;
  if (status !== 0) return { status };
  const data = decodeEndpoint(body.subarray(2));
  if (data === undefined || body.length < 14 || body[11] !== 4) return undefined;
  return { status: 0, channel, data, address: (body[12]! << 8) | body[13]! };
}

/** Asks whether the channel still is there, or takes leave of it. */
export const encodeChannel = (channel: number, local: Endpoint, isTcp: boolean): Uint8Array =>
  Uint8Array.from([channel, 0, ...encodeEndpoint(local, isTcp)]);

const statusNames = new Map<number, string>([
  [0x01, "E_HOST_PROTOCOL_TYPE"],
  [0x02, "E_VERSION_NOT_SUPPORTED"],
  [0x04, "E_SEQUENCE_NUMBER"],
  [0x21, "E_CONNECTION_ID"],
  [0x22, "E_CONNECTION_TYPE"],
  [0x23, "E_CONNECTION_OPTION"],
  [0x24, "E_NO_MORE_CONNECTIONS"],
  [0x25, "E_NO_MORE_UNIQUE_CONNECTIONS"],
  [0x26, "E_DATA_CONNECTION"],
  [0x27, "E_KNX_CONNECTION"],
  [0x28, "E_AUTHORISATION_ERROR"],
  [0x29, "E_TUNNELLING_LAYER"],
  [0x2d, "E_NO_TUNNELLING_ADDRESS"],
  [0x2e, "E_CONNECTION_IN_USE"],
]);

/** An error code in the words of the standard: `0x24 E_NO_MORE_CONNECTIONS`. */
export const statusText = (status: number): string =>
  `0x${status.toString(16).padStart(2, "0")} ${statusNames.get(status) ?? "unknown"}`;
