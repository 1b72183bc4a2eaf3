/** Who hears what happens at a bridged device, in the model's names and values. Must not throw. */
export interface Northbound {
  propertyChanged(name: string, value: unknown): void;
  eventHappened(name: string, data: unknown): void;
}
