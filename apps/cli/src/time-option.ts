import { parseWhen, type When } from '#domain';
import { CliError } from './cli-error.js';

/** A point of time given on the command line: an RFC 3339 time with an offset, or a date (that whole day in UTC). */
export function timeOption(name: string, text: string | undefined): When | undefined {
  if (text === undefined) return undefined;
  const when = parseWhen(text);
  if (when === null) throw new CliError(`--${name} ${text} is neither a date nor an RFC 3339 time with an offset.`, 2);
  return when;
}

/** The two ends of a stretch of time, in ms since 1970: from the one on, up to the other without it. */
export function stretchOption(options: { readonly from?: string; readonly to?: string }): {
  from: number | undefined;
  to: number | undefined;
} {
  const from = timeOption('from', options.from)?.from;
  const to = timeOption('to', options.to)?.from;
  if (from !== undefined && to !== undefined && to <= from) {
    throw new CliError(`--to ${String(options.to)} is not after --from ${String(options.from)}.`, 2);
  }
  return { from, to };
}
