import type { Config, KafkaSecurity } from '#runtime';
import type { Parts, Reporter } from '#devstack';
import type { StartOptions } from './start-options.js';
import { isUntouched } from './untouched.js';

interface DemoOptions {
  readonly brokers: string[];
  readonly security: KafkaSecurity;
  /** As the owner of the database. */
  readonly databaseUrl: string;
  readonly log: Reporter;
  readonly config: Config;
  readonly signal: AbortSignal;
}

/** Plays history, then a trickle, until the signal is aborted. */
export type PlayDemo = (options: DemoOptions) => Promise<void>;

export interface DemonstrateOptions {
  readonly playDemo: PlayDemo | undefined;
  readonly options: StartOptions;
  readonly parts: Parts;
  /** As the apps. */
  readonly appUrl: string;
  readonly config: Config;
  readonly print: Reporter;
  readonly signal: AbortSignal;
}

/**
 * Plays the demonstration if it is asked for, or if there is nothing yet in parts of our own and nobody asked for nothing.
 * Whether there is, the database and the topics say: what a start before this one did leaves no doubt there.
 */
export async function demonstrate({
  playDemo,
  options,
  parts,
  appUrl,
  config,
  print,
  signal,
}: DemonstrateOptions): Promise<void> {
  const ours = parts.origin.postgres !== 'environment' && parts.origin.kafka !== 'environment';
  const wanted = options.demo ?? (options.empty !== true && ours && (await isUntouched(appUrl, parts, config)));
  if (!wanted || playDemo === undefined) {
    print.info(options.empty === true ? 'Nothing is played.' : 'Going on with the data that is there.');
    return;
  }
  try {
    await playDemo({
      brokers: parts.brokers,
      security: parts.security,
      databaseUrl: parts.databaseUrl,
      log: print,
      config,
      signal,
    });
  } catch (error) {
    if (signal.aborted) return;
    print.warn(`The demonstration ended: ${error instanceof Error ? error.message : String(error)}. All else runs on.`);
  }
}
