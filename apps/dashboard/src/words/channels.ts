/** How a message goes out, and what it is, in words. */
export const CHANNEL_LABELS = {
  EMAIL: 'E-mail',
  SMS: 'Text message',
  PUSH: 'Push message',
  IN_APP: 'In the app',
  PHONE: 'Telephone',
  CHAT: 'Chat',
  MEETING: 'Meeting',
  LETTER: 'Letter',
  WEB: 'Website',
  SOCIAL: 'Social media',
} as const;
export const CONTENT_LABELS = {
  PROMOTIONAL: 'Promotional',
  EDUCATIONAL: 'Educational',
  OPERATIONAL: 'Operational',
} as const;

const labelIn = (labels: Readonly<Record<string, string>>, code: string): string => labels[code] ?? code;

export const channelLabel = (channel: string): string => labelIn(CHANNEL_LABELS, channel);
export const contentLabel = (content: string): string => labelIn(CONTENT_LABELS, content);

/** As choices of a field. */
export const optionsOf = (labels: Readonly<Record<string, string>>): { value: string; label: string }[] =>
  Object.entries(labels).map(([value, label]) => ({ value, label }));
