/** One step of a declarative conversion: vendor value to model value, and back. Both throw DataSchemaError. */
export interface Step {
  read(vendor: unknown): unknown;
  write(model: unknown): unknown;
}
