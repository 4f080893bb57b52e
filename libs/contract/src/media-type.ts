/** What a content type stands for at this door. */
export type Media = 'cloudevents-json' | 'cloudevents-batch' | 'cloudevents-other' | 'json' | 'other';

const KNOWN: ReadonlyMap<string, Media> = new Map([
  ['application/cloudevents+json', 'cloudevents-json'],
  ['application/cloudevents+json; charset=utf-8', 'cloudevents-json'],
  ['application/json', 'json'],
]);

/** Reads a media type: letters of either case, parameters after `;` are ignored (a JSON text is UTF-8, RFC 8259). */
export function mediaOf(contentType: string): Media {
  const known = KNOWN.get(contentType);
  if (known !== undefined) return known;
  const essence = (contentType.split(';', 1)[0] ?? '').trim().toLowerCase();
  if (essence === 'application/cloudevents+json') return 'cloudevents-json';
  if (essence.startsWith('application/cloudevents-batch')) return 'cloudevents-batch';
  if (essence.startsWith('application/cloudevents')) return 'cloudevents-other';
  return essence === 'application/json' || essence === 'text/json' || essence.endsWith('+json') ? 'json' : 'other';
}
