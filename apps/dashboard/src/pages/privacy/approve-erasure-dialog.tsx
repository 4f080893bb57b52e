import { List, Text } from '@mantine/core';
import { approveErasure } from '../../api/privacy';
import type { Erasure } from '../../api/types';
import { PrivacyDialog } from '../../privacy/privacy-dialog';
import { GROUND_LABELS } from '../../words/privacy';

const GOES = [
  'All that was recorded about the client: what they asked for, what was marketed to and enabled for them, in their words.',
  'What people wrote about them: comments, reasons of closings, and messages that could not be taken and name them.',
  'Their ids, wherever else they stand: a random one takes their place.',
];
const STAYS = [
  'Their alerts, without whom they are about: verdict, severity and law, what was offered and when, the country they lived in, and who decided what.',
  'What is on record of everybody else.',
  'That something was recorded, and the digests: every proof still holds.',
];
const OUTSIDE = [
  'Messages on topics, until these forget them; how long that is, stands here afterwards.',
  'Notices that were sent, backups, and evidence or exports that somebody has downloaded.',
];

interface ApproveErasureDialogProps {
  erasure: Erasure;
  onClose: () => void;
}

/** Says plainly what goes, what stays, and that there is no way back. */
export const ApproveErasureDialog = ({ erasure, onClose }: ApproveErasureDialogProps) => (
  <PrivacyDialog
    title={`Erase ${erasure.clientId}`}
    withoutReason
    grave
    button="Erase for good"
    act={() => approveErasure(erasure.erasureId)}
    done={() => 'Approved. It is carried out as soon as no job is in its way.'}
    onClose={onClose}
  >
    <Text size="sm">
      {erasure.requestedBy} asked for it: “{erasure.reason}” ({GROUND_LABELS[erasure.ground]}.)
    </Text>
    <Part title="What is erased" points={GOES} />
    <Part title="What stays" points={STAYS} />
    <Part title="What it does not reach" points={OUTSIDE} />
    <Text size="sm" fw={600}>
      It can’t be undone. If the client comes back, they are a new one.
    </Text>
  </PrivacyDialog>
);

const Part = ({ title, points }: { title: string; points: readonly string[] }) => (
  <div>
    <Text size="sm" fw={600}>
      {title}
    </Text>
    <List size="sm" aria-label={title}>
      {points.map((point) => (
        <List.Item key={point}>{point}</List.Item>
      ))}
    </List>
  </div>
);
