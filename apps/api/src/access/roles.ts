/** What a person or a machine may be. */
export const ROLES = ['viewer', 'analyst', 'approver', 'auditor', 'privacy', 'marketing', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/**
 * Who may do what: every operation names one of these, and nothing else decides. `everyone` is for what must be
 * reachable before anybody has signed in.
 */
export const PERMISSIONS = {
  everyone: [],
  /** Who one is, and to sign out again. */
  'own-session': ROLES,
  /** Alerts, clients, incidents, drift, health, the stream. */
  read: ['viewer', 'analyst', 'approver', 'auditor', 'privacy', 'admin'],
  /** Acknowledge, assign, comment, escalate, close or propose to, re-open, silence. */
  'work-alerts': ['analyst', 'approver', 'admin'],
  /** Record evidence of how a client came, attach documents, and say who gets what is missing. */
  'record-evidence': ['analyst', 'approver', 'admin'],
  /** Approve what somebody else proposed. */
  approve: ['approver', 'admin'],
  /** Ask beforehand whether something may be sent or switched on. */
  check: ['analyst', 'approver', 'marketing', 'admin'],
  /** What was asked and answered: of whoever has `read` all of it, of others only what they asked themselves. */
  'read-checks': ['viewer', 'analyst', 'approver', 'auditor', 'privacy', 'marketing', 'admin'],
  /** Backtests and what they found: of the whole book, so not for roles limited to some entities. */
  'read-past': ['viewer', 'analyst', 'approver', 'auditor', 'admin'],
  backtest: ['analyst', 'approver', 'admin'],
  'propose-policy': ['analyst', 'approver', 'admin'],
  /** Have a proposed pack run beside the one in force; nothing is sent, so it takes one person. */
  'shadow-policy': ['analyst', 'approver', 'admin'],
  /** Build the projections again; what differs is put into use by a second person (`approve`). */
  rebuild: ['approver', 'admin'],
  redrive: ['analyst', 'approver', 'admin'],
  /** Say from where a topic that is another one now is read on, and accept what was gone before it was read. */
  'manage-topics': ['approver', 'admin'],
  /** A rejection that nobody needs taken: where it names a client only as a proposal (`approve`). */
  'set-aside': ['analyst', 'approver', 'admin'],
  /** Raw messages that were refused may hold anything. */
  'read-rejections': ['analyst', 'approver', 'auditor', 'admin'],
  'read-audit': ['auditor', 'admin'],
  'read-administration': ['auditor', 'admin'],
  /** What is held of somebody; erasures and legal holds. */
  'read-privacy': ['auditor', 'privacy', 'admin'],
  /** Ask for somebody to be erased, and agree where somebody else has asked: it takes two. */
  erase: ['privacy', 'admin'],
  /** Forbid that anything of somebody is erased, and allow it again. */
  hold: ['privacy', 'approver', 'admin'],
  /** People, keys, and where alerts are told. */
  administer: ['admin'],
} as const satisfies Record<string, readonly Role[]>;
export type Permission = keyof typeof PERMISSIONS;

export const isPermitted = (permission: Permission, roles: readonly Role[]): boolean =>
  permission === 'everyone' || roles.some((role) => (PERMISSIONS[permission] as readonly Role[]).includes(role));

export const permissionsOf = (roles: readonly Role[]): Permission[] =>
  (Object.keys(PERMISSIONS) as Permission[]).filter((p) => p !== 'everyone' && isPermitted(p, roles));
