import { FORMS, type Status } from './strip.js';
import { outlineOf, SHAPE_WORDS, type Shape } from './forms.js';
import type { Drawing } from './lay-out.js';
import { bandRole, pointRole, type Role, type Stroke } from './stroke.js';

interface Item {
  readonly words: string;
  readonly outline: (x: number, y: number) => string;
  readonly role: Role;
}

const LETTER_WIDTH = 5.9;
const LINE_HEIGHT = 17;
const SWATCH = 20;

/** What the forms of a strip mean: only those that are in it, in as many lines as they take. */
export function legendOf(drawing: Drawing, top: number): { readonly strokes: Stroke[]; readonly bottom: number } {
  let [x, y] = [0, top + 10];
  const strokes = itemsOf(drawing).flatMap(({ words, outline, role }): Stroke[] => {
    const wide = SWATCH + words.length * LETTER_WIDTH + 14;
    if (x > 0 && x + wide > drawing.width) [x, y] = [0, y + LINE_HEIGHT];
    const at = x;
    x += wide;
    return [
      { kind: 'path', d: outline(at + 8, y - 4), role },
      { kind: 'text', anchor: 'start', x: at + SWATCH, y, text: words, role: 'legend' },
    ];
  });
  return { strokes, bottom: y + 8 };
}

function itemsOf({ rows, actX }: Drawing): Item[] {
  const points = rows.flatMap((row) => row.points);
  const bands = rows.flatMap((row) => row.bands);
  const forms = new Set(points.flatMap(({ marks }) => marks.map(({ form }) => form)));
  const statuses = new Set(points.map(({ status }) => status));
  const isNumbered = points.some(({ status, sign }) => status === 'QUIET' && sign !== '');
  return [
    ...BANDS.filter((band) => bands.some((each) => bandRole(each) === band.role)),
    ...FORMS.filter((form) => forms.has(form)).map((form) => formItem(form, SHAPE_WORDS[form])),
    ...(isNumbered ? [formItem('SEVERAL', 'as many, close together')] : []),
    ...(actX === null ? [] : [{ words: 'when this act was', outline: post, role: 'act' } as const]),
    ...STATUSES.filter(([status]) => statuses.has(status)).map(([status, words]) => formItem('SEVERAL', words, status)),
  ];
}

const bar = (x: number, y: number): string =>
  `M${x - 7} ${y - 4}L${x + 7} ${y - 4}L${x + 7} ${y + 4}L${x - 7} ${y + 4}Z`;

const post = (x: number, y: number): string => `M${x} ${y - 7}L${x} ${y + 7}`;

const BANDS: readonly Item[] = [
  { words: 'original scope', outline: bar, role: 'band-original' },
  { words: 'asked for later', outline: bar, role: 'band-later' },
  { words: 'perhaps in the scope', outline: bar, role: 'band-unsure' },
];

const STATUSES: readonly (readonly [Status, string])[] = [
  ['BEYOND', 'large and red, with a letter: outside the scope'],
  ['REVIEW', 'large outline, with a letter: to be decided by a person'],
];

const formItem = (shape: Shape, words: string, status: Status = 'QUIET'): Item => ({
  words,
  outline: (x, y) => outlineOf(shape, x, y, 5.5),
  role: pointRole(shape, status),
});
