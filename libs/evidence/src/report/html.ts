/** A piece of HTML in which every value has been escaped. */
export class Html {
  constructor(readonly text: string) {}
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);

type Value = Html | string | number | false | null | undefined | readonly Value[];

/** HTML by template: what is put in is text, unless it is HTML that was made in the same way. */
export function html(strings: TemplateStringsArray, ...values: readonly Value[]): Html {
  return new Html(strings.map((text, i) => `${text}${i < values.length ? shown(values[i]) : ''}`).join(''));
}

function shown(value: Value): string {
  if (value instanceof Html) return value.text;
  if (value == null || value === false) return '';
  return typeof value === 'object' ? value.map(shown).join('') : escaped(String(value));
}
