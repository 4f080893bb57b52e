import { Button } from '@mantine/core';
import { IconFileZip } from '@tabler/icons-react';
import { evidenceAddress, type Clocks } from '../../api/clients';
import { useMe } from '../../shell/me';

/** One file that a supervisor checks without us; of the whole client, so not for roles limited to some entities. */
export function EvidenceButton({ clientId, clocks }: { clientId: string; clocks: Clocks }) {
  const { entities } = useMe();
  if (entities !== null) return null;
  return (
    <Button
      component="a"
      href={evidenceAddress(clientId, clocks)}
      download
      size="xs"
      variant="default"
      leftSection={<IconFileZip size={14} aria-hidden />}
      title="Events as they came, verdicts, decisions and digests in one file, with a report to print"
    >
      Evidence
    </Button>
  );
}
