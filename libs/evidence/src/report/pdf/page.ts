import { FONTS, LEADING, MARGIN, RULE, Typeface, type Doc } from './fonts.js';
import type { LaidLine } from './lines.js';

type Element = ReturnType<Doc['struct']>;

/** A figure says in words what it shows, and where it stands: in points from the top left. */
interface ElementOptions {
  readonly scope?: 'Column' | 'Row';
  readonly alt?: string;
  readonly bbox?: readonly [number, number, number, number];
  readonly placement?: 'Block';
}

/** Where on which page the next thing is put, and under which element of the structure. */
export class Page {
  y: number = MARGIN.top;
  readonly face: Typeface;
  readonly width: number;
  private readonly root: Element;

  constructor(readonly doc: Doc) {
    this.face = new Typeface(doc);
    this.width = doc.page.width - MARGIN.left - MARGIN.right;
    this.root = doc.struct('Document');
    doc.addStructure(this.root);
  }

  get left(): number {
    return this.doc.page.height - MARGIN.bottom - this.y;
  }

  /** Of what stands between the margins. */
  get height(): number {
    return this.doc.page.height - MARGIN.top - MARGIN.bottom;
  }

  get isFresh(): boolean {
    return this.y === MARGIN.top;
  }

  turn(): void {
    this.doc.addPage();
    this.y = MARGIN.top;
  }

  /** Turns the page unless so much is left of it. */
  need(height: number): void {
    if (this.left < height && !this.isFresh) this.turn();
  }

  skip(height: number): void {
    if (!this.isFresh) this.y += height;
  }

  /** Adds an element to the structure; whoever fills it in ends it. */
  element(type: string, parent: Element = this.root, options: ElementOptions = {}): Element {
    // Its types know fewer options than pdfkit does.
    const element = this.doc.struct(type, options as object);
    parent.add(element);
    return element;
  }

  /** What is no content: rules, shades, what stands at the head and the foot of each page. */
  artifact(type: 'Layout' | 'Pagination', draw: (doc: Doc) => void): void {
    this.doc.markContent('Artifact', { type });
    draw(this.doc.save());
    this.doc.restore();
    this.doc.endMarkedContent();
  }

  rule(x: number, y: number, width: number, color: string = RULE): void {
    this.artifact('Layout', (doc) => {
      doc
        .lineWidth(0.5)
        .strokeColor(color)
        .moveTo(x, y)
        .lineTo(x + width, y)
        .stroke();
    });
  }

  /** Lines over as many pages as they take; neither the first nor the last alone. */
  lines(element: Element, lines: readonly LaidLine[], size: number, x: number = MARGIN.left): void {
    const height = size * LEADING;
    let rest = lines;
    while (rest.length > 0) {
      let fits = Math.min(rest.length, Math.floor(this.left / height));
      if (rest.length - fits === 1) fits -= 1;
      if (fits < Math.min(2, rest.length)) {
        if (this.isFresh) fits = rest.length;
        else {
          this.turn();
          continue;
        }
      }
      const some = rest.slice(0, fits);
      rest = rest.slice(fits);
      element.add(() => this.draw(some, size, x, this.y));
      this.y += some.length * height;
      if (rest.length > 0) this.turn();
    }
    element.end();
  }

  /** Puts lines where they are told to stand, whatever page they need. */
  draw(lines: readonly LaidLine[], size: number, x: number, y: number): void {
    const ascent = this.face.ascent('plain', size);
    lines.forEach((line, i) => {
      for (const { text, hand, color, size: points, x: from } of line) {
        if (text === '') continue;
        this.doc
          .font(FONTS[hand])
          .fontSize(points)
          .fillColor(color)
          .text(text, x + from, y + i * size * LEADING + ascent, { lineBreak: false, baseline: 'alphabetic' });
      }
    });
  }
}
