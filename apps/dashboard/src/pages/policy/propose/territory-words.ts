import type { RawPack } from '../../../words/packs';
import { isDay, shortDay } from '../../../words/times';
import { listAt } from './pack-path';

const field = (territory: unknown, name: string): unknown =>
  typeof territory === 'object' && territory !== null
    ? (territory as Readonly<Record<string, unknown>>)[name]
    : undefined;

/** A date in words; whatever else stands there as it is. */
const day = (value: unknown): string => {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return isDay(text) && !Number.isNaN(Date.parse(text)) ? shortDay(text) : text;
};

/** "from 1 Jul 2025, unverified" */
export function territoryInWords(territory: unknown): string {
  const [from, until, status] = ['from', 'until', 'sourceStatus'].map((name) => field(territory, name));
  const words = [
    ...(from === undefined ? [] : [`from ${day(from)}`]),
    ...(until === undefined ? [] : [`until ${day(until)}`]),
  ].join(' ');
  return typeof status === 'string' && status !== 'primary' ? `${words}, ${status}` : words;
}

/** When a country is inside, by this pack. */
export function territoriesOf(pack: RawPack, country: unknown): string {
  const found = listAt(pack, 'perimeter').filter((territory) => field(territory, 'country') === country);
  return found.length === 0 ? 'not inside' : found.map(territoryInWords).join('; ');
}
