/** What Zigbee2MQTT tells of one kind of device. */
export interface ZigbeeDefinition {
  readonly vendor: string;
  readonly model: string;
  readonly exposes: readonly unknown[];
}

export function zigbeeDefinitions(): readonly ZigbeeDefinition[];

export function zigbeeSource(): string;
