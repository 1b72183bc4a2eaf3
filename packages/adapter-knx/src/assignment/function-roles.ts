import type { DeviceKind } from "./assignment.js";
import type { Role } from "./role.js";

/** What functions of ETS are: by the numbers of ETS 6 and by the names of ETS 5. */
const kinds = new Map<string, DeviceKind>([
  ["FT-1", "light"],
  ["FT-2", "light"],
  ["FT-3", "blind"],
  ["FT-4", "climate"],
  ["FT-5", "climate"],
  ["FT-6", "light"],
  ["FT-7", "blind"],
  ["FT-8", "climate"],
  ["FT-9", "climate"],
  ["FT-10", "socket"],
  ["SwitchableLight", "light"],
  ["DimmableLight", "light"],
  ["SunProtection", "blind"],
  ["HeatingRadiator", "climate"],
  ["HeatingFloor", "climate"],
]);

/** Roles of group addresses in functions, as ETS calls them. */
const roles = new Map<string, Role>([
  ["SwitchOnOff", "switch"],
  ["InfoOnOff", "switchStatus"],
  ["DimmingControl", "dim"],
  ["RelativeSetvalueControl", "dim"],
  ["DimmingValue", "brightness"],
  ["AbsoluteSetvalueControl", "brightness"],
  ["InfoDimmingValue", "brightnessStatus"],
  ["ActualDimmingValue", "brightnessStatus"],
  ["MoveUpDown", "move"],
  ["StopStepUpDown", "stop"],
  ["SetAbsolutePositionBlindsPercentage", "position"],
  ["CurrentAbsolutePositionBlindsPercentage", "positionStatus"],
  ["SetAbsolutePositionSlatPercentage", "slats"],
  ["CurrentAbsolutePositionSlatPercentage", "slatsStatus"],
  ["TempRoom", "temperature"],
  ["TempRoomSetpoint", "setpoint"],
  ["ValvePosition", "valve"],
  ["ValveSwitch", "valveSwitch"],
  ["HVACMode", "hvacMode"],
  ["WindowStatus", "window"],
]);

/** In the deprecated `FT-2`, the value that is set has the role of the one that is told. */
const setsByInfo = "FT-2";

/** What a function of that type is; `undefined` for one that its owner has made up. */
export const kindOfFunction = (type: string): DeviceKind | undefined => kinds.get(type);

/** What an address does that has the role `name` in a function of that type; `undefined` where ETS does not say. */
export const roleInFunction = (type: string, name: string): Role | undefined =>
  type === setsByInfo && name === "InfoDimmingValue" ? "brightness" : roles.get(name);
