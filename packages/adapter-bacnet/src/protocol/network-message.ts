/** A station on a network behind a router: MS/TP, another IP network … */
export interface RemoteStation {
  /** 1–65534. */
  readonly network: number;
  readonly mac: Uint8Array;
}

/** What a network layer message has for the application layer (ASHRAE 135 §6.2). */
export interface NetworkMessage {
  readonly apdu: Uint8Array;
  readonly source: RemoteStation | undefined;
}

const version = 1;
const control = { networkMessage: 0x80, destination: 0x20, source: 0x08, expectsReply: 0x04 } as const;
const hopCount = 255;
const everyNetwork = 0xffff;

/** Reads an NPDU; `undefined` for one that is cut off, or that only routers need. Never throws. */
export function readNetworkMessage(npdu: Uint8Array): NetworkMessage | undefined {
  if (npdu[0] !== version || npdu.length < 2) return undefined;
  const bits = npdu[1]!;
  if ((bits & control.networkMessage) !== 0) return undefined;
  let at = 2;
  const station = (): RemoteStation => {
    const length = npdu[at + 2] ?? 0;
    const found = { network: (npdu[at]! << 8) | npdu[at + 1]!, mac: npdu.slice(at + 3, at + 3 + length) };
    at += 3 + length;
    return found;
  };
  const hasDestination = (bits & control.destination) !== 0;
  if (hasDestination) station();
  const source = (bits & control.source) === 0 ? undefined : station();
  if (hasDestination) at += 1;
  if (at > npdu.length || (source !== undefined && !isStation(source))) return undefined;
  return { apdu: npdu.subarray(at), source };
}

const isStation = ({ network, mac }: RemoteStation): boolean =>
  network > 0 && network < everyNetwork && mac.length > 0 && mac.length <= 18;

/** An NPDU for `destination`: a station behind a router, `"everywhere"`, or by default the station that it is sent to. */
export function writeNetworkMessage(
  apdu: Uint8Array,
  {
    destination,
    expectsReply,
  }: { readonly destination?: RemoteStation | "everywhere" | undefined; readonly expectsReply: boolean },
): Uint8Array {
  const reply = expectsReply ? control.expectsReply : 0;
  if (destination === undefined) return Uint8Array.of(version, reply, ...apdu);
  const { network, mac } = destination === "everywhere" ? { network: everyNetwork, mac: [] } : destination;
  const address = [network >> 8, network & 0xff, mac.length, ...mac];
  return Uint8Array.of(version, reply | control.destination, ...address, hopCount, ...apdu);
}
