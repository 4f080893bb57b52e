import { Log1700000000001 } from './1-log.js';
import { Projections1700000000002 } from './2-projections.js';
import { Privileges1700000000003 } from './3-privileges.js';
import { Desk1700000000004 } from './4-desk.js';
import { Notifications1700000000005 } from './5-notifications.js';
import { Access1700000000006 } from './6-access.js';
import { Packs1700000000007 } from './7-packs.js';
import { Checks1700000000008 } from './8-checks.js';
import { Governance1700000000009 } from './9-governance.js';
import { Shadows1700000000010 } from './10-shadows.js';
import { Rebuilds1700000000011 } from './11-rebuilds.js';
import { LastTime1700000000013 } from './13-last-time.js';
import { AlertLists1700000000014 } from './14-alert-lists.js';
import { CheckAnswers1700000000015 } from './15-check-answers.js';
import { Withdrawals1700000000016 } from './16-withdrawals.js';
import { Mentions1700000000017 } from './17-mentions.js';
import { Successions1700000000018 } from './18-successions.js';
import { AlertSearch1700000000019 } from './19-alert-search.js';
import { BacktestChunks1700000000020 } from './20-backtest-chunks.js';
import { Leases1700000000021 } from './21-leases.js';
import { TopicIdentities1700000000022 } from './22-topic-identities.js';
import { SetAsides1700000000023 } from './23-set-asides.js';
import { SilenceRenewals1700000000024 } from './24-silence-renewals.js';
import { People1700000000025 } from './25-people.js';
import { UnreadableBatches1700000000027 } from './27-unreadable-batches.js';
import { JudgeChanges1700000000028 } from './28-judge-changes.js';
import { Agreements1700000000045 } from './45-agreements.js';
import { Reasons1700000000051 } from './51-reasons.js';
import { Proposers1700000000052 } from './52-proposers.js';
import { SecondEdition1700000000060 } from './60-second-edition.js';
import { Records1700000000061 } from './61-records.js';
import { Witnesses1700000000062 } from './62-witnesses.js';
import { Proposals1700000000070 } from './70-proposals.js';
import { Visits1700000000071 } from './71-visits.js';
import { Views1700000000072 } from './72-views.js';
import { AlertNames1700000000073 } from './73-alert-names.js';
import { EvidenceTasks1700000000074 } from './74-evidence-tasks.js';
import { Documents1700000000075 } from './75-documents.js';
import { PersonSettings1700000000076 } from './76-person-settings.js';
import { Erasures1700000000080 } from './80-erasures.js';
import { ListedAlerts1700000000081 } from './81-listed-alerts.js';
import { Restores1700000000090 } from './90-restores.js';
import { Demonstrations1700000000093 } from './93-demonstrations.js';
import { AuditSearch1700000000110 } from './110-audit-search.js';
import { Invitations1700000000111 } from './111-invitations.js';
import { Density1700000000112 } from './112-density.js';
import { Digests1700000000116 } from './116-digests.js';

/** In the order in which they run; a migration that has landed is never edited. */
export const migrations = [
  Log1700000000001,
  Projections1700000000002,
  Privileges1700000000003,
  Desk1700000000004,
  Notifications1700000000005,
  Access1700000000006,
  Packs1700000000007,
  Checks1700000000008,
  Governance1700000000009,
  Shadows1700000000010,
  Rebuilds1700000000011,
  LastTime1700000000013,
  AlertLists1700000000014,
  CheckAnswers1700000000015,
  Withdrawals1700000000016,
  Mentions1700000000017,
  Successions1700000000018,
  AlertSearch1700000000019,
  BacktestChunks1700000000020,
  Leases1700000000021,
  TopicIdentities1700000000022,
  SetAsides1700000000023,
  SilenceRenewals1700000000024,
  People1700000000025,
  UnreadableBatches1700000000027,
  JudgeChanges1700000000028,
  Agreements1700000000045,
  Reasons1700000000051,
  Proposers1700000000052,
  SecondEdition1700000000060,
  Records1700000000061,
  Witnesses1700000000062,
  Proposals1700000000070,
  Visits1700000000071,
  Views1700000000072,
  AlertNames1700000000073,
  EvidenceTasks1700000000074,
  Documents1700000000075,
  PersonSettings1700000000076,
  Erasures1700000000080,
  ListedAlerts1700000000081,
  Restores1700000000090,
  Demonstrations1700000000093,
  AuditSearch1700000000110,
  Invitations1700000000111,
  Density1700000000112,
  Digests1700000000116,
];
