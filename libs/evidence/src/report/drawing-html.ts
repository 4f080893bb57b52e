import { isBold, isDashed, PAPER, TEXT_SIZE, type Stroke } from '#strip';
import type { Block } from './blocks.js';
import { html, type Html } from './html.js';

/** A drawing as SVG in the page, which is read out as its words. */
export const drawingOf = ({ scene, title, inWords }: Extract<Block, { kind: 'drawing' }>): Html =>
  html`<svg
    class="drawing"
    role="img"
    viewBox="0 0 ${scene.width} ${Math.ceil(scene.height)}"
    aria-label="${title}. ${inWords}"
  >
    ${scene.strokes.map(strokeOf)}
  </svg>`;

function strokeOf(stroke: Stroke): Html {
  const { fill, stroke: line } = PAPER[stroke.role];
  if (stroke.kind === 'path') {
    return html`<path
      d="${stroke.d}"
      fill="${fill ?? 'none'}"
      ${line !== null && html`stroke="${line}"`}
      ${isDashed(stroke.role) && html`stroke-dasharray="3 3"`}
    />`;
  }
  return html`<text
    x="${stroke.x}"
    y="${stroke.y}"
    fill="${fill}"
    font-size="${TEXT_SIZE}"
    ${stroke.anchor !== 'start' && html`text-anchor="${stroke.anchor}"`}
    ${isBold(stroke.role) && html`font-weight="600"`}
  >
    ${stroke.text}
  </text>`;
}
