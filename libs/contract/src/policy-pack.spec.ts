import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PolicyError, type PolicyPack } from '#domain';
import { readPack, readPolicy, rulesAfter } from './policy-pack.js';

const shipped = readFileSync(join(__dirname, '../../../policy/mica-61.json'), 'utf8');
const changed = (change: (pack: Record<string, unknown>) => void): string => {
  const pack = JSON.parse(shipped) as Record<string, unknown>;
  change(pack);
  return JSON.stringify(pack);
};
type Pack = Record<string, unknown>;
const within = (pack: Pack, ...path: string[]): Pack => path.reduce((at, name) => at[name] as Pack, pack);
const problems = (text: string): string => {
  try {
    readPolicy(text);
  } catch (error) {
    if (error instanceof PolicyError) return error.message;
    throw error;
  }
  return '';
};

describe('a policy pack', () => {
  it('that is shipped can be used', () => {
    expect(readPolicy(shipped).version).toBe((JSON.parse(shipped) as PolicyPack).version);
  });
  it('may not have a window that reaches a calendar month', () => {
    expect(problems(changed((p) => (p['windowHours'] = 672)))).toContain('windowHours');
    expect(problems(changed((p) => (p['windowHours'] = 671)))).toBe('');
  });
  it('may not name a facet that nobody knows', () => {
    expect(problems(changed((p) => Object.assign(p['facets'] as object, { colour: { enabled: true } })))).toContain(
      'colour',
    );
  });
  it('may not have dates of one country that overlap', () => {
    const twice = changed((p) => {
      (p['perimeter'] as object[]).push({ country: 'DE', from: '2025-06-01', sourceStatus: 'primary' });
    });
    expect(problems(twice)).toContain('dates of DE overlap');
  });
  it('may not name a country that is none, or dates that are none', () => {
    const wrong = changed((p) => {
      (p['perimeter'] as object[]).push({ country: 'QQ', from: '2025-13-01', sourceStatus: 'primary' });
    });
    expect(problems(wrong)).toMatch(/QQ.*dates|dates[\s\S]*QQ/);
  });
  it('may not leave a verdict without severity or citation, or be no JSON at all', () => {
    expect(problems(changed((p) => delete (p['severities'] as Record<string, unknown>)['NO_BASIS']))).toContain(
      'NO_BASIS',
    );
    expect(problems(changed((p) => delete (p['citations'] as Record<string, unknown>)['NO_BASIS']))).toContain(
      'NO_BASIS',
    );
    expect(problems('{')).toContain('not JSON');
  });
  it.each([
    ['windowHours must be below 672', (p: Pack) => (p['windowHours'] = 700)],
    ['windowHours is missing', (p: Pack) => delete p['windowHours']],
    [
      'severities.NO_BASIS must be one of low, medium, high, critical',
      (p: Pack) => (within(p, 'severities')['NO_BASIS'] = 'grave'),
    ],
    ['serviceHours.low must be above 0', (p: Pack) => (within(p, 'serviceHours')['low'] = 0)],
    ['fourEyes.silenceDays must be a whole number', (p: Pack) => (within(p, 'fourEyes')['silenceDays'] = 1.5)],
    ['perimeter.0.from must be a date such as', (p: Pack) => (within(p, 'perimeter', '0')['from'] = '1 May')],
    ['perimeter.0.country must be a country code', (p: Pack) => (within(p, 'perimeter', '0')['country'] = 'de')],
    ['citations.NO_BASIS must have at least 1 of them', (p: Pack) => (within(p, 'citations')['NO_BASIS'] = [])],
    [
      'citations.NO_BASIS.0.article must not be empty',
      (p: Pack) => (within(p, 'citations', 'NO_BASIS', '0')['article'] = ''),
    ],
    ['facets.colour is nothing that a pack says', (p: Pack) => (within(p, 'facets')['colour'] = {})],
  ])('says where it is wrong, and how, in words: %s', (sentence, change) => {
    const said = problems(changed(change)).split('\n- ').slice(1);
    expect(said).toEqual([expect.stringContaining(sentence)]);
  });
  it('may be one of several in succession, and says which one is wrong', () => {
    const [first, later] = [shipped, changed((p) => Object.assign(p, { version: 'later', actsFrom: '2026-02-01' }))];
    const both = `[${first},${later}]`;
    expect(readPolicy(both).packs.map(({ version }) => version)).toEqual([readPolicy(first).version, 'later']);
    expect(() => readPack(both)).toThrow(/holds 2 packs/);
    expect(problems(`[${first},${later.replace('"windowHours":240', '"windowHours":"x"')}]`)).toContain(
      '1.windowHours must be a number',
    );
    expect(problems(`[${first},7]`)).toContain('the pack 1 must be an object');
    expect(problems('[]')).toContain('no pack');
  });
  it('gives the rules that are in force after it', () => {
    const later = changed((p) => Object.assign(p, { version: 'later', actsFrom: '2026-02-01' }));
    expect(rulesAfter(undefined, later)).toBe(later);
    expect(rulesAfter(later, shipped)).toBe(shipped);
    const rules = rulesAfter(shipped, later);
    expect(readPolicy(rules).packs).toEqual([JSON.parse(shipped), JSON.parse(later)]);
    expect(rulesAfter(rules, later)).toBe(rules);
  });
});
