export { checkout } from './checkout.js';
export { ConfigError, readConfig, type Config, type LogLevel, type PartsChoice, type Topics } from './config.js';
export {
  EndpointsError,
  findEndpoints,
  removeEndpoints,
  writeEndpoints,
  type Endpoints,
  type Found,
} from './endpoints.js';
export { ENDS_WITH_INPUT, onLauncherGone, onNpmGone } from './launcher.js';
export {
  COMPRESSIONS,
  IN_PLAIN_TEXT,
  type Compression,
  type KafkaConfig,
  type KafkaOAuth,
  type KafkaPassword,
  type KafkaSecurity,
  type KafkaTls,
} from './kafka-config.js';
export { loginSettings, securityOf, type KafkaLogin } from './kafka-login.js';
export { createLog, type Log } from './log.js';
export { createMetrics } from './metrics.js';
export type { MetricsConfig } from './metrics-access.js';
export type { NotifyConfig } from './notify-config.js';
export type { AllowedPrivate } from './allowed-private.js';
export { API_NODE_ARGS, MONITOR_NODE_ARGS } from './node-args.js';
export type { OidcConfig } from './oidc-config.js';
export { OpsModule, type Check, type OpsOptions, type Readiness } from './ops.module.js';
export { showProgress, type Progress, type ProgressOptions } from './progress.js';
export { reachableUrl, WELCOME_PATH } from './public-url.js';
export type { Secret } from './secret.js';
export { isLoopback } from './setting-reader.js';
export { settings, settingsTable, type Setting } from './settings.js';
export { onSignal, type StopSignal } from './shutdown.js';
export { unreachablePart } from './unreachable.js';
export type { TrustProxy } from './trust-proxy.js';
export { makeLogin, passwordFile, passwordOf } from './kafka-login.js';
export type { OutsideConfig, WitnessConfig } from './witness-config.js';
