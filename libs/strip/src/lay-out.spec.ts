import { layOutStrip, type Drawing, type Point } from './lay-out.js';
import { sceneOf } from './scene.js';
import type { Mark, Row, Strip } from './strip.js';
import { noteInWords, stripInWords } from './in-words.js';

const ROOM = { width: 720, apart: 24 } as const;

const mark = (at: string, more: Partial<Mark> = {}): Mark => ({
  form: 'MESSAGE',
  status: 'QUIET',
  at,
  until: at,
  count: 1,
  what: 'Operational message',
  verdict: 'No promotion',
  subject: null,
  excerpt: null,
  uri: null,
  position: 1,
  alertId: null,
  ...more,
});
const asked = mark('2026-01-10', {
  form: 'REQUEST',
  what: 'Client’s request',
  excerpt: 'Keep my bitcoin safe, please.',
});
const offered = (at: string, more: Partial<Mark> = {}): Mark =>
  mark(at, {
    form: 'PROMOTIONAL',
    status: 'BEYOND',
    what: 'Promotional message',
    verdict: 'Marketed beyond scope',
    subject: 'Why only bitcoin?',
    uri: 'https://bank.example/77',
    alertId: 'al-1',
    ...more,
  });
const row = (label: string, marks: readonly Mark[], more: Partial<Row> = {}): Row => ({
  label,
  says: 'not in the scope',
  bands: [],
  marks,
  ...more,
});
const CUSTODY = row('Custody in respect of BTC', [asked, mark('2026-02-10', { form: 'USED', what: 'Used' })], {
  says: 'original scope',
  bands: [{ from: '2026-01-10', to: null, original: true, sure: true }],
});
const stripOf = (...rows: readonly Row[]): Strip => ({ from: '2026-01-01', to: '2026-07-01', rows });
const pointsOf = ({ rows }: Drawing): Point[] => rows.flatMap(({ points }) => points);
const days = (count: number, first = '2026-01-01'): string[] =>
  Array.from({ length: count }, (_, i) => new Date(Date.parse(first) + i * 86_400_000).toISOString());

describe('a strip laid out', () => {
  it('has a bar from the request on, to the end where it still stands and else to where it ended', () => {
    const ended = { from: '2026-02-01', to: '2026-04-01', original: false, sure: true };
    const drawing = layOutStrip(stripOf(CUSTODY, row('Advice', [], { bands: [ended] })), ROOM);
    const [open, closed] = drawing.rows.map(({ bands }) => bands[0]);
    const flag = pointsOf(drawing).find(({ shape }) => shape === 'REQUEST');
    expect(open?.x).toBeCloseTo(flag?.x ?? 0);
    expect([open?.open, (open?.x ?? 0) + (open?.width ?? 0)]).toEqual([true, 720]);
    expect([closed?.open, (closed?.x ?? 0) + (closed?.width ?? 0) < 720]).toEqual([false, true]);
  });

  it('tells by form what is a request, what promotes and what does not, and by a letter in a larger one what sticks out', () => {
    const strip = stripOf(CUSTODY, row('Exchange', [offered('2026-03-03'), mark('2026-05-03')]));
    const points = pointsOf(layOutStrip(strip, ROOM));
    expect(points.map(({ shape, sign, status }) => [shape, sign, status])).toEqual([
      ['REQUEST', '', 'QUIET'],
      ['USED', '', 'QUIET'],
      ['PROMOTIONAL', 'A', 'BEYOND'],
      ['MESSAGE', '', 'QUIET'],
    ]);
    expect(points[2]?.r).toBeGreaterThan(points[3]?.r ?? 99);
  });

  it('leaves a request uncovered by what is done at the same time', () => {
    const busy = row('Custody', [asked, ...days(20, '2026-01-10').map((at) => mark(at, { form: 'USED' }))]);
    const drawing = layOutStrip(stripOf(busy), ROOM);
    const [flag, ...others] = pointsOf(drawing);
    expect(flag).toMatchObject({ shape: 'REQUEST', count: 1 });
    for (const { y } of others) expect(y - (flag?.y ?? 0)).toBeGreaterThanOrEqual(24);
  });

  it('joins what would cover one another, counts it, and shows the gravest of it', () => {
    const marks = [...days(181).map((at) => mark(at, { form: 'USED' })), offered('2026-03-03T12:00:00Z')];
    const points = pointsOf(layOutStrip(stripOf(row('Custody', marks)), ROOM));
    expect(points.length).toBeLessThanOrEqual(720 / 24 + 1);
    expect(points.reduce((sum, { count }) => sum + count, 0)).toBe(182);
    points.slice(1).forEach(({ x }, i) => expect(x - (points[i]?.x ?? 0)).toBeGreaterThanOrEqual(24));
    const grave = points.filter(({ status }) => status === 'BEYOND');
    expect(grave.map(({ shape, sign, marks: [first] }) => [shape, sign, first?.subject])).toEqual([
      ['PROMOTIONAL', 'A', 'Why only bitcoin?'],
    ]);
  });

  it('has the words of the message beside it, where there is room for them, and in the notes all of them', () => {
    const drawing = layOutStrip(stripOf(row('Exchange', [offered('2026-03-03'), offered('2026-06-30')])), ROOM);
    const [first, last] = pointsOf(drawing);
    expect(first?.words).toMatchObject({ text: '“Why only bitcoin?”', anchor: 'start' });
    // At the end there is none to the right of it.
    expect(last?.words).toMatchObject({ text: '“Why only bitcoin?”', anchor: 'end' });
    expect(drawing.notes.map((note) => `${note.letter}: ${noteInWords(note, (at) => at)}`)).toEqual([
      'A: 2026-03-03, exchange: promotional message, judged “Marketed beyond scope”; it said: “Why only bitcoin?” (https://bank.example/77).',
      'B: 2026-06-30, exchange: promotional message, judged “Marketed beyond scope”; it said: “Why only bitcoin?” (https://bank.example/77).',
    ]);
  });

  it('gives letters in the order of time over all rows, then signs, and counts those without', () => {
    const rows = ['Exchange', 'Advice', 'Staking', 'Lending'].map((label, at) =>
      row(
        label,
        [0, 1, 2, 3, 4, 5].map((month) =>
          offered(`2026-0${month + 1}-${String(2 + at).padStart(2, '0')}`, {
            status: at === 3 ? 'REVIEW' : 'BEYOND',
          }),
        ),
      ),
    );
    const drawing = layOutStrip(stripOf(...rows), ROOM);
    expect(drawing.notes.map(({ letter }) => letter).join('')).toBe('ABCDEFGHKLMNP');
    expect(drawing.notesLeft).toBe(24 - 13);
    const signs = pointsOf(drawing).map(({ sign }) => sign);
    expect(new Set(signs.filter((sign) => !/[A-Z]/.test(sign)))).toEqual(new Set(['!', '?']));
    const times = drawing.notes.map(({ mark: { at } }) => at);
    expect([...times].sort()).toEqual(times);
  });

  it('fits a narrow page, and nothing is drawn beyond its edges', () => {
    const label = 'Custody and administration of crypto-assets in respect of something with a long name';
    const strip = stripOf(row(label, [offered('2026-01-01'), offered('2026-07-01')]), CUSTODY);
    const drawing = layOutStrip(strip, { width: 300, apart: 25, actAt: '2026-03-03' });
    for (const { x, r } of pointsOf(drawing)) expect([x - r >= -3, x + r <= 303]).toEqual([true, true]);
    // A long label goes on in another line, and nothing of it is cut.
    expect(drawing.rows[0]?.lines.map(({ text }) => text).join(' ')).toBe(`${label} · not in the scope`);
    for (const { text } of drawing.rows.flatMap(({ lines }) => lines)) expect(text.length).toBeLessThanOrEqual(46);
    expect(drawing.rows[0]?.y).toBeGreaterThan(drawing.rows[0]?.lines.at(-1)?.y ?? 99);
    const scene = sceneOf(drawing);
    expect(scene.strokes.some(({ role }) => role === 'act')).toBe(true);
  });

  it('has round times on the axis, by the clocks that are shown, in months or, where it is short, in days', () => {
    const drawing = layOutStrip(stripOf(CUSTODY), ROOM);
    expect(drawing.ticks.map(({ label }) => label)).toEqual([
      'Feb 2026',
      'Mar 2026',
      'Apr 2026',
      'May 2026',
      'Jun 2026',
    ]);
    const short = { ...stripOf(CUSTODY), to: '2026-01-05' };
    const [utc, tokyo] = [0, 540].map((minutes) => layOutStrip(short, { ...ROOM, offsetMinutes: () => minutes }).ticks);
    expect(utc?.[1]?.label).toBe('2 Jan');
    const at = (ticks: typeof utc): number => ticks?.find(({ label }) => label === '3 Jan')?.x ?? 0;
    expect(at(tokyo)).toBeLessThan(at(utc));
  });

  it('explains the forms that are in it, and no others', () => {
    const texts = (strip: Strip): string =>
      sceneOf(layOutStrip(strip, ROOM))
        .strokes.flatMap((stroke) => (stroke.kind === 'text' && stroke.role === 'legend' ? [stroke.text] : []))
        .join('; ');
    expect(texts(stripOf(CUSTODY))).toBe('original scope; request of the client; used');
    expect(texts(stripOf(row('Exchange', [offered('2026-03-03'), mark('2026-03-09')])))).toBe(
      'promotional message; operational or other message; large and red, with a letter: outside the scope',
    );
  });

  it('is told in words for whoever can’t see it', () => {
    const strip = stripOf(CUSTODY, row('Exchange', [offered('2026-03-03', { count: 2 }), mark('2026-03-09')]));
    expect(stripInWords(strip, (at) => at)).toBe(
      'Custody in respect of BTC, original scope: asked for on 2026-01-10, 2 entries. ' +
        'Exchange, not in the scope: 3 entries, 2 of them beyond the scope.',
    );
  });
});
