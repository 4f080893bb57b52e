import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { checkout } from './checkout.js';
import type { Secret } from './secret.js';
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

  optionalCount(setting: Setting, least: number, most: number): number | undefined {
    return this.given(setting) === undefined ? undefined : this.count(setting, least, most);
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

  /** Somewhere that nothing secret is sent to, and whose answers prove themselves. */
  httpUrl(setting: Setting): string | undefined {
    const value = this.given(setting);
    if (value === undefined || (/^https?:\/\//.test(value) && URL.canParse(value))) return value;
    return this.problem(setting, value, 'an http or https address', undefined);
  }

  /** A secret by value, or by the file that holds it; never repeated in a problem. */
  secret(setting: Setting, inFile: Setting): Secret | undefined {
    const value = this.given(setting);
    const file = this.given(inFile);
    if (value !== undefined && file !== undefined) {
      this.wrong(inFile, `and ${setting.name} are both set; one of them is enough.`);
      return undefined;
    }
    if (value !== undefined) return () => value;
    if (file === undefined) return undefined;
    return this.readable(inFile, () => contentOf(inFile, file));
  }

  /** PEM: a file, or the text itself (then with line ends as `\n`, if need be). */
  pem(setting: Setting): Secret | undefined {
    const value = this.given(setting);
    if (value === undefined) return undefined;
    const text = value.includes('-----BEGIN') ? value.replaceAll('\\n', '\n') : undefined;
    return this.readable(setting, () => {
      const pem = text ?? contentOf(setting, value);
      if (!pem.includes('-----BEGIN'))
        throw new UnreadableFile(setting, 'holds no PEM (no line that begins with -----BEGIN).');
      return pem;
    });
  }

  optional(setting: Setting): string | undefined {
    return this.given(setting);
  }

  /** @param what ends the sentence after the setting's name */
  wrong({ name }: Setting, what: string): void {
    this.problems.push(`${name} ${what}`);
  }

  /** Tried once, so that what can't work is told at the start. */
  private readable(setting: Setting, secret: Secret): Secret | undefined {
    try {
      secret();
      return secret;
    } catch (error) {
      if (!(error instanceof UnreadableFile)) throw error;
      this.wrong(setting, error.why);
      return undefined;
    }
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

/** A file by a setting that can't be used, now or when it is read anew. */
class UnreadableFile extends Error {
  constructor(
    { name }: Setting,
    readonly why: string,
  ) {
    super(`${name} ${why}`);
    this.name = 'UnreadableFile';
  }
}

function contentOf(setting: Setting, file: string): string {
  const path = resolve(checkout, file);
  let content: string;
  try {
    content = readFileSync(path, 'utf8').replace(/\r?\n$/, '');
  } catch (error) {
    // Somebody may have put the secret itself here, so the path is repeated only where it looks like one.
    const shown = file.includes('/') ? ` ${path}` : '';
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown reason';
    throw new UnreadableFile(setting, `names a file${shown} that can't be read (${code}).`);
  }
  if (content.trim() === '') throw new UnreadableFile(setting, 'names a file that is empty.');
  return content;
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
