const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

/** What a text stands for in XML. */
const unescaped = (text: string): string =>
  text.replace(/&(#x[0-9a-fA-F]{1,6}|#\d{1,7}|lt|gt|quot|apos|amp);/g, (whole, name: string) => {
    if (!name.startsWith('#')) return ENTITIES[name] ?? whole;
    const code = name.startsWith('#x') ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });

export const attribute = (tag: string, name: string): string | null => {
  const found = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(tag);
  const value = found?.[1] ?? found?.[2];
  return value === undefined ? null : unescaped(value);
};

/** A piece of XML: a tag, and the text up to the next one. */
interface Piece {
  /** Without the namespace's prefix. */
  readonly name: string;
  readonly closes: boolean;
  /** It holds nothing. */
  readonly empty: boolean;
  readonly tag: string;
  /** Unescaped. */
  readonly text: string;
}

/** Walks through XML, tag by tag, in time that grows with its length. What is no element is passed over. */
export function* pieces(xml: string): Generator<Piece> {
  for (let at = xml.indexOf('<'); at !== -1;) {
    if (xml.startsWith('<!--', at)) {
      const end = xml.indexOf('-->', at + 4);
      at = end === -1 ? -1 : xml.indexOf('<', end);
      continue;
    }
    const end = xml.indexOf('>', at);
    if (end === -1) return;
    const next = xml.indexOf('<', end);
    const tag = xml.slice(at, end + 1);
    const name = /^<\/?(?:[\w.-]+:)?([\w.-]+)/.exec(tag)?.[1];
    if (name !== undefined) {
      const text = next === -1 ? '' : xml.slice(end + 1, next);
      yield {
        name,
        closes: tag.startsWith('</'),
        empty: tag.endsWith('/>'),
        tag,
        text: text.includes('&') ? unescaped(text) : text,
      };
    }
    at = next;
  }
}
