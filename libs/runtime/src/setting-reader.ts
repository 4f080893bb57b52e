import type { Setting } from './settings.js';

/**
 * Reads settings one by one and keeps what is wrong with them, so that all problems are told together. After a problem
 * a harmless value is given back: whoever reads must look at `problems` before using any.
 */
export class SettingReader {
  readonly problems: string[] = [];

  constructor(private readonly env: NodeJS.ProcessEnv) {}

  text(setting: Setting): string {
    return this.given(setting) ?? setting.default ?? '';
  }

  /** A name that Kafka takes for topics and groups. */
  name(setting: Setting): string {
    const value = this.text(setting);
    if (/^[A-Za-z0-9._-]{1,249}$/.test(value)) return value;
    return this.problem(setting, value, 'letters, digits, dot, underscore and hyphen, at most 249 of them', '');
  }

  count(setting: Setting, least: number, most: number): number {
    const value = this.text(setting);
    const number = /^\d+$/.test(value) ? Number(value) : Number.NaN;
    if (number >= least && number <= most) return number;
    return this.problem(setting, value, `a whole number from ${least} to ${most}`, 0);
  }

  port(setting: Setting): number {
    return this.count(setting, 1, 65_535);
  }

  oneOf<T extends string>(setting: Setting, choices: readonly [T, ...T[]]): T {
    const value = this.text(setting);
    const choice = choices.find((candidate) => candidate === value);
    return choice ?? this.problem(setting, value, `one of ${choices.join(', ')}`, choices[0]);
  }

  databaseUrl(setting: Setting): string | undefined {
    const value = this.given(setting);
    if (value === undefined || isDatabaseUrl(value)) return value;
    // The value may hold a password, so the message doesn't repeat it.
    return this.problem(
      setting,
      undefined,
      'an address such as postgres://user:password@host:5432/database',
      undefined,
    );
  }

  brokers(setting: Setting): string[] | undefined {
    const value = this.given(setting);
    if (value === undefined) return undefined;
    const brokers = value.split(',').map((broker) => broker.trim());
    const wrong = brokers.filter((broker) => !isHostAndPort(broker));
    if (wrong.length === 0) return brokers;
    return this.problem(setting, value, 'host:port, or several separated by commas', undefined);
  }

  /** Somewhere that secrets are sent to: plain http only where nobody can listen. */
  safeUrl(setting: Setting): URL | undefined {
    const value = this.given(setting);
    if (value === undefined || isSafeUrl(value)) return value === undefined ? undefined : new URL(value);
    return this.problem(setting, value, 'an https address (http only on this machine itself)', undefined);
  }

  optional(setting: Setting): string | undefined {
    return this.given(setting);
  }

  /** @param what ends the sentence after the setting's name */
  wrong({ name }: Setting, what: string): void {
    this.problems.push(`${name} ${what}`);
  }

  private given(setting: Setting): string | undefined {
    const value = this.env[setting.name]?.trim();
    return value === '' ? undefined : value;
  }

  private problem<T>({ name }: Setting, value: string | undefined, expected: string, instead: T): T {
    this.problems.push(`${name} must be ${expected}${value === undefined ? '' : `, and is "${value}"`}.`);
    return instead;
  }
}

function isDatabaseUrl(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const url = new URL(value);
  return /^postgres(ql)?:$/.test(url.protocol) && (url.hostname !== '' || url.searchParams.has('host'));
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

export const isLoopback = (url: URL): boolean => LOOPBACK.test(url.hostname);

/** Plain http only where nobody can listen. */
export function isSafeUrl(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const url = new URL(value);
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url));
}

function isHostAndPort(value: string): boolean {
  const port = Number(/^(?:\[[0-9a-fA-F:]+\]|[^\s:,/]+):(\d{1,5})$/.exec(value)?.[1]);
  return port >= 1 && port <= 65_535;
}
