import { outlineOf, signDrop } from './forms.js';
import type { Drawing, LaidBand, LaidRow, Point } from './lay-out.js';
import { legendOf } from './legend.js';
import { bandRole, pointRole, type Stroke } from './stroke.js';

export interface Scene {
  readonly width: number;
  readonly height: number;
  readonly strokes: readonly Stroke[];
}

/** All strokes of a strip in the order in which they are drawn, with what explains them below. Pure. */
export function sceneOf(drawing: Drawing): Scene {
  const { width, height, axisY, rows, ticks, actX } = drawing;
  const legend = legendOf(drawing, height + 6);
  return {
    width,
    height: legend.bottom,
    strokes: [
      ...ticks.map(({ x }): Stroke => ({ kind: 'path', d: `M${fix(x)} 0L${fix(x)} ${axisY}`, role: 'axis' })),
      ...(actX === null ? [] : [{ kind: 'path', d: `M${fix(actX)} 0L${fix(actX)} ${axisY}`, role: 'act' } as const]),
      ...rows.flatMap(rowStrokes),
      ...ticks.map(({ x, label }): Stroke => ({
        kind: 'text',
        anchor: 'middle',
        x,
        y: axisY + 13,
        text: label,
        role: 'tick',
      })),
      ...legend.strokes,
    ],
  };
}

function rowStrokes({ lines, y, bands, points }: LaidRow): Stroke[] {
  return [
    ...lines.map((line): Stroke => ({ kind: 'text', anchor: 'start', x: 0, ...line, role: 'label' })),
    ...bands.map((band) => bandStroke(band, y)),
    ...points.flatMap(pointStrokes),
  ];
}

/** A bar; what goes on beyond the end has a point there. */
function bandStroke({ x, width, open, original, sure }: LaidBand, y: number): Stroke {
  const [left, right, top, bottom] = [fix(x), fix(x + width), y - BAND_HALF, y + BAND_HALF];
  const end = open
    ? `L${fix(x + width - 6)} ${top}L${right} ${y}L${fix(x + width - 6)} ${bottom}`
    : `L${right} ${top}L${right} ${bottom}`;
  return {
    kind: 'path',
    d: `M${left} ${top}${end}L${left} ${bottom}Z`,
    role: bandRole({ original, sure }),
  };
}

const BAND_HALF = 10;

function pointStrokes({ x, y, r, shape, status, sign, words }: Point): Stroke[] {
  return [
    { kind: 'path', d: outlineOf(shape, x, y, r), role: pointRole(shape, status) },
    ...(sign === ''
      ? []
      : [
          {
            kind: 'text',
            anchor: 'middle',
            x: shape === 'REQUEST' ? x + r * 0.2 : x,
            y: y + signDrop(shape, r),
            text: sign,
            role: SIGNS[status],
          } as const,
        ]),
    ...(words === null ? [] : [{ kind: 'text', ...words, y: y + 4, role: WORDS[status] } as const]),
  ];
}

const SIGNS = { QUIET: 'quiet-sign', BEYOND: 'beyond-sign', REVIEW: 'review-sign' } as const;
const WORDS = { QUIET: 'quiet-words', BEYOND: 'beyond-words', REVIEW: 'review-words' } as const;

const fix = (value: number): number => Math.round(value * 100) / 100;
