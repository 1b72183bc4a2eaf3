import { type Clock, type Content, type Exchange, noContent, type Patience, within } from "@thingwright/contracts";
import { RequestError, TimeoutError } from "@thingwright/errors";
import { groupAddressText } from "../bus/address.js";
import type { Bus } from "../bus/bus.js";
import type { GroupValue } from "../bus/group-telegram.js";
import { answerContent, groupValue } from "./group-content.js";
import type { KnxRequest } from "./knx-form.js";

/**
 * The value of an address: from the device that answers for it, where one does; otherwise the latest that was heard.
 *
 * @throws {RequestError} WOT_UNAVAILABLE where none answers and nothing has been heard
 */
export async function readGroup(
  bus: Bus,
  { address, type, answers }: KnxRequest,
  patience: Patience,
): Promise<Content> {
  const heard = (): Content => {
    const value = bus.heard(address);
    if (value !== undefined) return answerContent(value, type, address);
    throw new RequestError("WOT_UNAVAILABLE", `nothing has been heard of ${groupAddressText(address)} yet`);
  };
  if (answers === false) return heard();
  try {
    return answerContent(await bus.read(address, patience), type, address);
  } catch (error) {
    // Where nobody knows whether a device answers, silence does not say that one is away.
    if (answers === undefined && error instanceof TimeoutError) return heard();
    throw error;
  }
}

/** How long to wait for what follows a write. */
export interface WriteLimits {
  readonly statusWaitMs: number;
}

/**
 * Writes a value. Resolves when it is on the bus; where the address of a status is known, when that has told something since, by
 * itself or because it was asked. One of which nobody knows whether it answers may have told the same before: then there is
 * nothing to tell.
 *
 * @throws {TimeoutError} WOT_TIMEOUT when it has not: the change may have been made
 */
export async function writeGroup(
  bus: Bus,
  { address, type, status, statusAnswers }: KnxRequest,
  { content, ...patience }: Exchange,
  { statusWaitMs }: WriteLimits,
  clock: Clock,
): Promise<Content> {
  const value = groupValue(content, type);
  if (status === undefined) {
    await bus.write(address, value, patience);
    return noContent;
  }
  const endsAt = clock.now() + patience.timeoutMs;
  const left = (): Patience => ({ signal: patience.signal, timeoutMs: Math.max(1, endsAt - clock.now()) });
  const news = await heardOnce(bus, status, left());
  try {
    await bus.write(address, value, left());
    const wait = { signal: patience.signal, timeoutMs: Math.min(statusWaitMs, left().timeoutMs) };
    const isTold = await within(news.came, wait, clock).then(() => true, isLate);
    if (!isTold && !(await isAnswered(bus, status, left()))) {
      const isSo = statusAnswers !== true && isSame(bus.heard(status), value);
      if (!isSo) throw new TimeoutError("WOT_TIMEOUT", `the status at ${groupAddressText(status)} has not come`);
    }
  } finally {
    news.stop();
  }
  return noContent;
}

/** `false` for the end of the time. @throws {WotError} any other */
function isLate(error: unknown): false {
  if (error instanceof TimeoutError) return false;
  throw error;
}

/** @throws {WotError} when the way onto the bus is lost, or the caller gives up */
const isAnswered = (bus: Bus, status: number, patience: Patience): Promise<boolean> =>
  bus.read(status, patience).then(() => true, isLate);

const isSame = (one: GroupValue | undefined, other: GroupValue): boolean =>
  one !== undefined && one.isShort === other.isShort && Buffer.compare(one.bytes, other.bytes) === 0;

async function heardOnce(bus: Bus, address: number, patience: Patience) {
  let tell: () => void = () => {};
  const came = new Promise<void>((resolve) => {
    tell = resolve;
  });
  const stop = await bus.listen(address, { telegram: tell, lost: () => {}, back: () => {} }, patience);
  return { came, stop };
}
