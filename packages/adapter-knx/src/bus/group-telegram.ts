/** What travels to a group address. */
export interface GroupValue {
  readonly bytes: Uint8Array;
  /** Whether it is six bits at most, beside the service. */
  readonly isShort: boolean;
}

/** A telegram to all devices that have a group address. */
export type GroupTelegram = {
  /** Individual address of the sender; 0 lets the interface fill in its own. */
  readonly source: number;
  readonly address: number;
} & (
  | { readonly service: "read"; readonly value?: undefined }
  | { readonly service: "response" | "write"; readonly value: GroupValue }
);

/** One that brings a value. */
export type ValueTelegram = Exclude<GroupTelegram, { readonly service: "read" }>;

/** Asks whoever has the address for its value. */
export const readTelegram = (address: number): GroupTelegram => ({ source: 0, address, service: "read" });

export const writeTelegram = (address: number, value: GroupValue): ValueTelegram => ({
  source: 0,
  address,
  service: "write",
  value,
});
