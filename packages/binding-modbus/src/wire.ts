import modbus from "modbus-serial";

/** The protocol on top of a connected socket. */
export type Wire = InstanceType<typeof modbus.default>;

/** A wire that no socket is linked to yet. */
export const newWire = (): Wire => new modbus.default();
