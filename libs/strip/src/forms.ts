import type { Form } from './strip.js';

/** What stands for one mark, or, where they would cover one another, for several of different kinds. */
export type Shape = Form | 'SEVERAL';

/** What each form is called where it is explained. */
export const SHAPE_WORDS: Readonly<Record<Shape, string>> = {
  REQUEST: 'request of the client',
  PROMOTIONAL: 'promotional message',
  MESSAGE: 'operational or other message',
  ENABLED: 'switched on',
  USED: 'used',
  OTHER: 'about the client',
  SEVERAL: 'several',
};

/** Drawn as an outline, with nothing inside. */
export const isHollow = (shape: Shape): boolean => shape === 'MESSAGE';

/** The outline of a form as path data of SVG, which PDF understands too. @param r half of its height, in the units of the rest */
export function outlineOf(shape: Shape, x: number, y: number, r: number): string {
  const at = (dx: number, dy: number): string => `${round(x + dx * r)} ${round(y + dy * r)}`;
  const closed = (...points: readonly (readonly [number, number])[]): string =>
    `M${points.map(([dx, dy]) => at(dx, dy)).join('L')}Z`;
  switch (shape) {
    // A flag on its pole, with room for a letter.
    case 'REQUEST':
      return closed([-0.8, -1], [1.1, -1], [0.8, -0.4], [1.1, 0.25], [-0.5, 0.25], [-0.5, 1], [-0.8, 1]);
    case 'PROMOTIONAL':
      return closed([0, -1], [1.1, 0.9], [-1.1, 0.9]);
    case 'MESSAGE':
      return `M${at(-0.85, 0)}A${round(0.85 * r)} ${round(0.85 * r)} 0 1 1 ${at(0.85, 0)}A${round(0.85 * r)} ${round(0.85 * r)} 0 1 1 ${at(-0.85, 0)}Z`;
    case 'ENABLED':
      return closed([-0.85, -0.85], [0.85, -0.85], [0.85, 0.85], [-0.85, 0.85]);
    case 'USED':
      return closed([0, -1], [1, 0], [0, 1], [-1, 0]);
    case 'OTHER':
      return closed([-0.25, -1], [0.25, -1], [0.25, 1], [-0.25, 1]);
    // A box with its corners cut, wide enough for a number.
    case 'SEVERAL':
      return closed([-1, -1], [1, -1], [1.4, -0.6], [1.4, 0.6], [1, 1], [-1, 1], [-1.4, 0.6], [-1.4, -0.6]);
  }
}

/** How far below the middle of a form the base line of a sign stands that is written in it. */
export function signDrop(shape: Shape, r: number): number {
  if (shape === 'REQUEST') return 4 - 0.38 * r;
  return shape === 'PROMOTIONAL' ? 4 + 0.32 * r : 4;
}

const round = (value: number): number => Math.round(value * 100) / 100;
