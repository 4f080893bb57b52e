import type { Block, Cell, Piece, Report, Table } from './blocks.js';
import { html, Html } from './html.js';
import { inStyle, STYLE } from './style.js';
import { drawingOf } from './drawing-html.js';

/** One page without scripts and without anything from elsewhere, made to be printed. */
export const asHtml = ({ title, running, blocks }: Report): string =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
        <meta name="viewport" content="width=device-width" />
        <title>${title}</title>
        <style>
          ${new Html(STYLE)} @page {
            @top-left {
              content: '${new Html(inStyle(running))}';
            }
          }
        </style>
      </head>
      <body>
        <main>
          <h1>${title}</h1>
          ${blocks.map(blockOf)}
        </main>
      </body>
    </html> `.text;

function blockOf(block: Block): Html {
  switch (block.kind) {
    case 'heading':
      return headingOf(block);
    case 'paragraph':
      return html`<p>${block.line.map(pieceOf)}</p>`;
    case 'disclaimer':
      return html`<p class="disclaimer">${block.text}</p>`;
    case 'finding':
      return html`<p class="finding">${block.text}</p>`;
    case 'quote':
      return html`<blockquote>${block.text}</blockquote>`;
    case 'blank':
      return html`<p class="blank">${block.label}:</p>`;
    case 'drawing':
      return drawingOf(block);
    case 'page':
      return html`<div class="page"></div>`;
    case 'list':
      return html`<ul>
        ${block.items.map((item) => html`<li>${item}</li>`)}
      </ul>`;
    case 'table':
      return tableOf(block);
  }
}

function headingOf({ level, text }: Extract<Block, { kind: 'heading' }>): Html {
  if (level === 2) return html`<h2>${text}</h2>`;
  return level === 3 ? html`<h3>${text}</h3>` : html`<h4>${text}</h4>`;
}

const tableOf = ({ head, rows, widths }: Table): Html =>
  rows.length === 0
    ? html`<p class="muted">None.</p>`
    : html`
        <table>
          <colgroup>
            ${shares(widths).map((share) => html`<col style="width: ${share}%" />`)}
          </colgroup>
          ${
            head.length > 0 &&
            html`<thead>
              <tr>
                ${head.map((name) => html`<th scope="col">${name}</th>`)}
              </tr>
            </thead>`
          }
          <tbody>
            ${rows.map(
              (cells) =>
                html`<tr>
                  ${cells.map((lines, i) =>
                    head.length === 0 && i === 0
                      ? html`<th scope="row">${cellOf(lines)}</th>`
                      : html`<td>${cellOf(lines)}</td>`,
                  )}
                </tr>`,
            )}
          </tbody>
        </table>
      `;

/** In percent. */
function shares(widths: readonly number[]): number[] {
  const sum = widths.reduce((a, b) => a + b, 0);
  return widths.map((part) => Math.round((part / sum) * 100));
}

const cellOf = (lines: Cell): Html[] =>
  lines.map((line, i) => html`${i > 0 && html`<br />`}${line.map((piece) => pieceOf(piece))}`);

function pieceOf({ text, tone }: Piece): Html {
  switch (tone) {
    case 'plain':
      return html`${text}`;
    case 'code':
      return html`<code>${text}</code>`;
    case 'quiet':
      return html`<span class="muted">${text}</span>`;
    case 'strong':
      return html`<strong>${text}</strong>`;
  }
}
