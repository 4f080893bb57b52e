/** How people come, or are reached. */
const LABELS: Readonly<Record<string, string>> = {
  EMAIL: 'E-mail',
  SMS: 'Text message',
  PUSH: 'Push notification',
  IN_APP: 'In the app',
  PHONE: 'Telephone',
  CHAT: 'Chat',
  MEETING: 'Meeting',
  LETTER: 'Letter',
  WEB: 'Website',
  SEARCH_AD: 'Search advertisement',
  DISPLAY_AD: 'Display advertisement',
  SOCIAL: 'Social media',
  VIDEO: 'Video',
  INFLUENCER_POST: 'Post of an influencer',
  PRESS: 'Press',
  EVENT: 'Event',
  SPONSORSHIP: 'Sponsorship',
  APP_STORE: 'App store',
  AFFILIATE_LINK: 'Affiliate link',
  BROADCAST: 'Broadcast',
  OTHER: 'Another channel',
};

export const CHANNEL_CODES = Object.keys(LABELS);
export const channelLabel = (code: string): string => LABELS[code] ?? code.toLowerCase().replaceAll('_', ' ');
