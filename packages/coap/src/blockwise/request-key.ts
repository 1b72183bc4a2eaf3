import type { MessageView } from "../message/message-view.js";
import { isNoCacheKey, OptionNumber } from "../message/option-registry.js";
import type { Peer } from "../reliability/delivery.js";

/**
 * What the requests of one block-wise transfer have in common: the peer, the method, and all options but those about
 * blocks, observation, sizes and unwanted responses, which only the last block may have. Not the token, which may change from block to block.
 *
 * @see RFC 7959 §2.5, RFC 7252 §5.4.2
 */
export function requestKey(view: MessageView, peer: Peer): string {
  let key = `${peer.id} ${view.code}`;
  // Blocks under different keys, or under none, are never of one body.
  if (view.protector !== undefined) key += ` ${view.protector.key}`;
  const cursor = view.options();
  while (cursor.next()) {
    const { number, start, end } = cursor;
    if (number === OptionNumber.Block1 || number === OptionNumber.Block2) continue;
    if (number === OptionNumber.Observe || number === OptionNumber.NoResponse || isNoCacheKey(number)) continue;
    key += ` ${number}:${Buffer.from(view.bytes.buffer, view.bytes.byteOffset + start, end - start).toString("hex")}`;
  }
  return key;
}
