/**
 * Ids of clusters that are recognized, with the names that their attributes and commands have here: Matter Core and the
 * Application Cluster Specification.
 */
export const clusterIds = {
  identify: 0x03,
  onOff: 0x06,
  levelControl: 0x08,
  descriptor: 0x1d,
  basicInformation: 0x28,
  powerSource: 0x2f,
  bridgedDeviceBasicInformation: 0x39,
  switch: 0x3b,
  booleanState: 0x45,
  smokeCoAlarm: 0x5c,
  electricalPowerMeasurement: 0x90,
  electricalEnergyMeasurement: 0x91,
  powerTopology: 0x9c,
  doorLock: 0x101,
  windowCovering: 0x102,
  thermostat: 0x201,
  fanControl: 0x202,
  colorControl: 0x300,
  illuminanceMeasurement: 0x400,
  temperatureMeasurement: 0x402,
  pressureMeasurement: 0x403,
  relativeHumidityMeasurement: 0x405,
  occupancySensing: 0x406,
  carbonDioxideConcentration: 0x40d,
  pm25Concentration: 0x42a,
  pm1Concentration: 0x42c,
  pm10Concentration: 0x42d,
  organicCompoundsConcentration: 0x42e,
} as const;

/** Clusters that administer a node, its network and its place in a fabric. What they say and do belongs to the controller. */
export const administrative: ReadonlySet<number> = new Set([
  0x04, // Groups
  0x1d, // Descriptor
  0x1e, // Binding
  0x1f, // Access Control
  0x29, // OTA Software Update Provider
  0x2a, // OTA Software Update Requestor
  0x2b, // Localization Configuration
  0x2c, // Time Format Localization
  0x2d, // Unit Localization
  0x2e, // Power Source Configuration
  0x30, // General Commissioning
  0x31, // Network Commissioning
  0x32, // Diagnostic Logs
  0x33, // General Diagnostics
  0x34, // Software Diagnostics
  0x35, // Thread Network Diagnostics
  0x36, // Wi-Fi Network Diagnostics
  0x37, // Ethernet Network Diagnostics
  0x38, // Time Synchronization
  0x3c, // Administrator Commissioning
  0x3e, // Operational Credentials
  0x3f, // Group Key Management
  0x40, // Fixed Label
  0x41, // User Label
  0x46, // ICD Management
  0x62, // Scenes Management
  0x9c, // Power Topology
  0x750, // Ecosystem Information
  0x751, // Commissioner Control
  0x752, // Joint Fabric Datastore
  0x753, // Joint Fabric Administrator
  0x801, // TLS Certificate Management
  0x802, // TLS Client Management
]);
