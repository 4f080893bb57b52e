import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import { liftHold } from '../../api/privacy';
import type { LegalHold } from '../../api/types';
import { PrivacyDialog } from '../../privacy/privacy-dialog';
import { useMay } from '../../shell/me';

export function LiftHold({ hold: { holdId, clientId, reason } }: { hold: LegalHold }) {
  const may = useMay('hold');
  const [lifting, setLifting] = useState(false);
  if (!may) return null;
  return (
    <>
      <Button
        mt={4}
        size="compact-sm"
        variant="default"
        aria-label={`Lift the hold on ${clientId}: “${reason}”`}
        onClick={() => setLifting(true)}
      >
        Lift…
      </Button>
      {lifting && (
        <PrivacyDialog
          title={`Lift the hold on ${clientId}`}
          button="Lift it"
          act={(said) => liftHold(holdId, said.reason)}
          done={() => `Lifted: this hold no longer keeps ${clientId} from being erased.`}
          onClose={() => setLifting(false)}
        >
          <Text size="sm">
            “{reason}” no longer stands in the way. An erasure that was approved before is carried out at once.
          </Text>
        </PrivacyDialog>
      )}
    </>
  );
}
