import { Button } from '@mantine/core';
import { IconFileZip } from '@tabler/icons-react';
import { useMe } from './me';

/** One file that a supervisor checks without us; of whole clients, so not for roles limited to some entities. */
export function EvidenceButton({ href }: { href: string }) {
  const { entities } = useMe();
  if (entities !== null) return null;
  return (
    <Button
      component="a"
      href={href}
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
