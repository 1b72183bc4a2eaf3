import { isLoopback } from "@thingwright/contracts";
import type { DnsQuestion, DnsRecord, ServiceTarget } from "./dns-message.js";
import { isEncodableName, keyOfName } from "./dns-name.js";
import type { DnsSdLimits } from "./dns-sd-limits.js";
import { isThisMachine } from "./this-machine.js";
import type { WantedServices } from "./wanted-services.js";

/** One name under a service type, and what is known of it. */
interface Instance<Kind, Text> {
  readonly name: string;
  readonly kind: Kind;
  /** The pointer that told of it, to be sent along as known. */
  readonly pointer: DnsRecord;
  service?: ServiceTarget;
  text?: Text;
  /** Whether there is nothing more to find out. */
  settled: boolean;
  /** How often its missing records have been asked for. */
  asked: number;
}

/** How often the records of one instance are asked for: whoever does not answer then is not there. */
const maxAsked = 3;

/**
 * The service instances of one search: what others said of them, put together until there is an address to tell.
 *
 * Only records of names that were asked for are kept, and no more of them than the limits say.
 */
export class ServiceInstances<Kind, Text, Found> {
  readonly #limits: DnsSdLimits;
  readonly #wanted: WantedServices<Kind, Text, Found>;
  readonly #instances = new Map<string, Instance<Kind, Text>>();
  /** Addresses of the hosts that instances are on. */
  readonly #hosts = new Map<string, Set<string>>();

  constructor(limits: DnsSdLimits, wanted: WantedServices<Kind, Text, Found>) {
    this.#limits = limits;
    this.#wanted = wanted;
  }

  /**
   * Takes records in and returns what is complete by them, each instance once.
   *
   * @param sender - address of who sent them
   */
  take(records: readonly DnsRecord[], sender: string): readonly Found[] {
    // Pointers first: the order in a message is anybody's.
    for (const record of records) if (record.type === "PTR") this.#takePointer(record.name, record.data, record);
    for (const record of records) this.#takeInstanceRecord(record);
    for (const record of records) this.#takeAddress(record, sender);
    return this.#complete(sender);
  }

  /** Pointers that need not be sent again (RFC 6762 §7.1). */
  known(): readonly DnsRecord[] {
    return [...this.#instances.values()].filter(({ settled }) => settled).map(({ pointer }) => pointer);
  }

  /** Whether there is something left to ask. */
  get isIncomplete(): boolean {
    return [...this.#instances.values()].some(({ settled, asked }) => !settled && asked < maxAsked);
  }

  /** What has to be asked to complete some of the instances, those that were asked for least first. */
  nextQuestions(most: number): readonly DnsQuestion[] {
    const questions: DnsQuestion[] = [];
    const incomplete = [...this.#instances.values()].filter(({ settled, asked }) => !settled && asked < maxAsked);
    for (const instance of incomplete.sort((a, b) => a.asked - b.asked)) {
      if (questions.length >= most) break;
      instance.asked += 1;
      questions.push(...this.#questionsAbout(instance));
    }
    return questions;
  }

  #questionsAbout({ name, service, text }: Instance<Kind, Text>): readonly DnsQuestion[] {
    const questions: DnsQuestion[] = [];
    if (service === undefined) questions.push({ name, type: "SRV" });
    if (text === undefined) questions.push({ name, type: "TXT" });
    if (service !== undefined && this.#hosts.get(keyOfName(service.target))?.size === 0) {
      questions.push({ name: service.target, type: "A" }, { name: service.target, type: "AAAA" });
    }
    return questions;
  }

  #takePointer(type: string, name: string, pointer: DnsRecord): void {
    const kind = this.#wanted.kindOf(type, name);
    if (kind === undefined || !isEncodableName(name)) return;
    const key = keyOfName(name);
    if (pointer.ttl === 0) this.#forget(key);
    else if (!this.#instances.has(key) && this.#instances.size < this.#limits.maxInstances) {
      this.#instances.set(key, { name, kind, pointer, settled: false, asked: 0 });
    }
  }

  /** One that has been told of stays: whoever comes and goes is told of once. */
  #forget(key: string): void {
    if (this.#instances.get(key)?.settled !== true) this.#instances.delete(key);
  }

  #takeInstanceRecord(record: DnsRecord): void {
    const instance = this.#instances.get(keyOfName(record.name));
    if (instance === undefined || record.ttl === 0) return;
    if (record.type === "TXT") this.#takeText(instance, record.data);
    if (record.type !== "SRV") return;
    instance.service = record.data;
    const host = keyOfName(record.data.target);
    // Whoever changes its host again and again makes nothing grow.
    if (!this.#hosts.has(host) && this.#hosts.size < this.#limits.maxInstances) this.#hosts.set(host, new Set());
  }

  /** Read once, however much comes after it. A text that is of no use stays so: there is nothing to ask for then. */
  #takeText(instance: Instance<Kind, Text>, strings: readonly Uint8Array[]): void {
    const text = this.#wanted.readText(strings, instance.kind);
    if (text === undefined) instance.settled = true;
    else instance.text = text;
  }

  /** Nobody but this machine says what is on this machine. */
  #takeAddress(record: DnsRecord, sender: string): void {
    if ((record.type !== "A" && record.type !== "AAAA") || record.ttl === 0) return;
    if (isThisMachine(record.data) && !isLoopback(sender)) return;
    const addresses = this.#hosts.get(keyOfName(record.name));
    if (addresses !== undefined && addresses.size < this.#limits.maxAddressesPerHost) addresses.add(record.data);
  }

  #complete(sender: string): readonly Found[] {
    const complete: Found[] = [];
    for (const instance of this.#instances.values()) {
      if (instance.settled || instance.service === undefined || instance.text === undefined) continue;
      const addresses = this.#hosts.get(keyOfName(instance.service.target)) ?? new Set();
      const found = this.#wanted.found(instance.name, instance.service, instance.text, addresses, sender);
      if (found === undefined) continue;
      instance.settled = true;
      complete.push(found);
    }
    return complete;
  }
}
