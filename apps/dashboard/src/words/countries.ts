const names = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'code' });

/** The name of an ISO 3166-1 code; what isn't one stays as it is. */
export function countryLabel(code: string | null): string {
  if (code === null || code === 'UNKNOWN') return 'Country unknown';
  try {
    return names.of(code) ?? code;
  } catch {
    return code;
  }
}
