/** What the operations are about, in the order of the description: one tag a feature, with what it is in a sentence. */
export const TAGS = {
  Overview: 'Counts over all clients and alerts: the first page, the drift matrix, and the same at an earlier time.',
  Alerts: 'Acts that went beyond what a client asked for, and the work on each until it is closed.',
  Incidents: 'Alerts that have one cause, such as a campaign that reached many clients.',
  Clients:
    'What each client asked for, what was judged about them, and every event behind it, now or at an earlier time.',
  Evidence: 'What can be shown to an auditor: evidence packs, and statements that nothing alerts.',
  Checks: 'Questions asked before something is sent or switched on: would it alert?',
  Notifications: 'Receivers of notices (webhook, e-mail or Alertmanager), and what was sent to each.',
  Silences: 'Alerts about which no notices are sent for a while.',
  Stream: 'Changes of alerts as they happen.',
  Policies: 'Rule packs: which is in force, which are proposed, and what a proposed one would change.',
  Backtests: 'Rule packs tried on the recorded history.',
  Replay: 'The recorded changes of alerts, judged once more and compared.',
  Rebuilds: 'Scope and alerts computed again from the event log, compared with those in use, and put in their place.',
  Rejections: 'Messages that could not be accepted, and what is done about each.',
  Topics: 'The Kafka topics that are read, and offsets that were never read.',
  Health: 'How far reading and sending have come, and what is waiting.',
  'People and keys': 'Who may sign in, which programs may call the API, and what each may do.',
  Privacy: 'What is held of somebody, erasures, and legal holds that forbid them.',
  Audit: 'The record of every change that somebody made through the API.',
  Session: 'Signing in and out, and who is signed in.',
  Description: 'This description of the API.',
} as const satisfies Readonly<Record<string, string>>;
export type Tag = keyof typeof TAGS;
